<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>About</name>
    <message>
        <source>About Convas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Convas&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a convolutional network, train it, watch it learn, and take it away as plain PyTorch.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutColumn</name>
    <message>
        <source>Data and task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How they are divided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what the columns of the table are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}  (download of {1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table or a NumPy file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data set sets the size of the Input block and the number of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BalanceLine</name>
    <message>
        <source>Weigh the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw them equally often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More in the report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe weighs the classes in the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe draws all classes equally often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance the classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BarPicture</name>
    <message>
        <source>Numbers of the layer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlockCommands</name>
    <message>
        <source>Delete {blocks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut {blocks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no blocks. Copy some with Ctrl+C first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate {blocks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {blocks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share weights of {owner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {kind}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlockForm</name>
    <message>
        <source>{0} blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlockPage</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, not learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>those of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another block is already called {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>Hint</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Type a whole number from 1 to {most:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {blocks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An output goes to an input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An input is fed by an output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No block can be wired to {block}. Esc ends this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} to {target}: Enter connects, arrows choose, Esc ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parameters:,} parameters   ·   {macs} MACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{group}. Double-click or Enter looks inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uses the weights of {owner}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The canvas is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} blocks, nothing is selected. {totals}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} blocks are selected: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gives {shape}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uses the weights of {owner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} parameters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangeLine</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this choice of data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And 1 change more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And {0} changes more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>mixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary cross entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with a border</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stretched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassCard</name>
    <message>
        <source>{0} sure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassificationView</name>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many images of it there are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of those taken for it are right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of its images were recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right: {0} of {1}; {2} wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: {1}, rightly recognised, {2} sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: it is {1}, taken for {2}, {3} sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every image again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right or wrong images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only images of this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows: what it is. Columns: what it was taken for. Click a cell to see its images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not one wrong here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeText</name>
    <message>
        <source>Code of the network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code appears here as you draw: the PyTorch that is trained and exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code follows once this is mended: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} lines of PyTorch: exactly what is trained and exported</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Show tracebacks and what is logged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language of what is printed, such as zh; by default the system&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a convolutional network, train it, watch it learn, and take it away as plain PyTorch.

Without a command the window opens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended by Ctrl-C.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is a mistake in Convas, not yours: {kind}: {error}. No log could be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is a mistake in Convas, not yours. What happened is written in {log}; --debug shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show blocks, totals, the memory that training takes, and problems.

With data, of the project or by --data, everything is checked that a training checks. The exit status is 1 when there is an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check with these data instead of the project&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kind of task; by default that of the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check with another field of the recipe, as for train; may be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images in a step, for the memory that training takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the blocks of groups too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print one JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the data sets there are, and where they lie.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} to download to {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names}: {remark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own will do too, by their path: a folder with one folder of images for each class, a folder of images and one of masks, a table (.csv) of image files, or NumPy files (.npz, .npy).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a trained network for plain PyTorch.

It is the network of a run, or of a project&apos;s last run, loaded and compared before it is done. A project that has no run gives its source only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file to write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of which epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote {file} and {sidecar}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load it with: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a network that is written in Python or ONNX, and keep its weights.

CLASS is a torch.nn.Module, or a function that makes one, and is called without arguments. The file of Python is run, in a process of its own: it can do whatever you can do, so look at it first. A file of ONNX is only read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of a sample, such as 3,224,224, once for each input; by default one that fits is looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project to write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the file of Python without being asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not there, or is no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was run. Answer y, or give --yes in a script.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of ONNX names its inputs itself; give one shape, for where it leaves sizes open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote {network} with {blocks:,} blocks and {parameters:,} parameters to {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are kept in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} names no network; write the file and the class, such as net.py:Net, or a file of ONNX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} will be run, and can do whatever you can do. Run it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a network of the zoo as a project.

It is fitted to data that suit it and come with the program, or to those that --data names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to learn from; by default data that suit the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kind of task; by default the one that the network was made for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote {network} for {data} to {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote {network} to {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields of the recipe, for --set, each with its usual value:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a project; Ctrl-C stops and keeps the model.

The graph is trained as it is drawn: where it does not fit the data, the problem and its repair are said. A second Ctrl-C ends at once, without measuring the model on the test images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from these data instead of the project&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often every training image is seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images in a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same seed, same threads: same losses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a field of the recipe, as listed below; may be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder to write the run to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the weights of the project&apos;s last run, in its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on though the data have changed since: what was there stays in its part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print one JSON object a line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} already holds a run; name another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} (--accept-data goes on.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has not been trained yet: nothing to go on with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network cannot be trained on {data}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is not noted in {file}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping; the model is kept. Ctrl-C again ends at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch}/{epochs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss {value:.4f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy {value:7.2%}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parameters:,} parameters; {counts} images; {device}, {threads}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch}/{epochs}  {train}  validation {val}  {rate:,.0f} samples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch}/{epochs}  {train}  {rate:,.0f} samples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch}/{epochs}  {train}  validation {val}  {rate:,.0f} samples/s  best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {value} (95% interval: {low} to {high})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {value} (without learning: {baseline})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {value} (95% interval: {low} to {high}; without learning: {baseline})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the networks that can be had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt needs system libraries that are not installed. This installs them: sudo {command}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display here to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). Everything the window does can be done from the command line; `python main.py --help` shows how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some system packages are missing. This installs them: sudo {command}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the window, with a project if one is named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training with batches of {size:,} takes about {bytes} of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>val</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {count:,} images, looked at as {size} ({location})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  what helps: {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note: {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>... {count:,} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean per channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deviation per channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}, {levels} different values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked for: the images are too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>similar images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always guessing {name} is right for {share:.1%} of the {split} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 repeat: {places}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} repeats, such as {places}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  repair: {label}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at data before a network learns from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show classes, pixel statistics, duplicates and what to beware of.

DATA is a data set by its name, or a folder of images by its path. It is divided as a training would divide it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kind of task to look at, where the data can teach several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set an option of the data, such as size=64 of shapes; may be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set how the data are divided and fitted: val_fraction, test_fraction, val_count, test_count, folds, fold, seed, fit; may be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>highest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;Undo {edit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo {edit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the change again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut the selected blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected blocks and the wires among them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate the selected blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected blocks and bridge the gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select every block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the selected block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add s&amp;kip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the beginning and the end of the selected stretch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;block…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search a layer and add it after the selected block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;onnect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a wire from the selected block by keys: arrows choose, Enter connects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a &amp;wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the next wire of the selected block, so that Delete removes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one block of the selected blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ungroup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the blocks of a group in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Enter the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the blocks inside the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what is around the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;peat in a row…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the group stand several times in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename the group…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the group wherever it is used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make &amp;independent…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this block a copy of its group, so that it can change alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save to my library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the group for other networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Arrange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every block in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it at 100%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin another network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project under another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring in a network that is written in Python or ONNX, with its weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show networks to start from and recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose theme, folders and other things for the whole program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find a layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every panel back where it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every key, and search them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder with the records of what went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Convas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what this program is, and its version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the network away as PyTorch: weights, whole module or source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train this network from the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the weights of the last training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the training after this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train one batch and hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the training and keep the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionModel</name>
    <message>
        <source>{0}: {1} rightly recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} taken for {1}: {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken for {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionTable</name>
    <message>
        <source>Confusion matrix: rows are what it is, columns what it was taken for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Connectors</name>
    <message>
        <source>in: {0}   {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out: {0}   {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select it, to rename it. More of them are in the palette.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContextMenus</name>
    <message>
        <source>Block {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert a block ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another number ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share the weights of {owner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the weights of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use weights of its own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ControlBar</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train from the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold after this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run one batch and hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End here and keep the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not trained yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused in epoch {0} of {1}, after batch {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping: the weights are kept and measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended after epoch {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the best weights on the test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cost</name>
    <message>
        <source>Training this network takes about {needed}, but there are {available} of memory: {steady} for {weights:,} weights, their gradients and the optimiser, and {passing} for a batch of {batch:,}. {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {weights:,} weights take {needed}, but there are {available} of memory. {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the largest layer smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller batch, or smaller images and layers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CountTable</name>
    <message>
        <source>Images of each class in each split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of each class or label in each split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean, deviation and range of each number in the training images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashHandler</name>
    <message>
        <source>This is a mistake in Convas, not yours. Your network is still here; save it to be sure.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Data</name>
    <message>
        <source>Stopped before the data were ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} cannot teach {task}; it can teach {kinds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} cannot teach {task}; it can teach {kinds}. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} has no options, but the project sets {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1,797 handwritten digits of 8×8 pixels, light on dark, by E. Alpaydin and C. Kaynak; comes with Convas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes with scikit-learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for downloads, {folder}, cannot be used: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for another download of {data} to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} needs {needed} in {folder}, and {there} are free there. Make room on that disk, or let CONVAS_HOME name a folder on another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} could not be downloaded: there seems to be no connection to the internet ({failures}). Go online and try again, put {file} and the files that belong to it into {folder}, or choose Digits or Shapes, which need none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} could not be downloaded: {file} is not what it should be ({failures}). Its size and checksum were taken from public lists and never confirmed by a download, so they may be wrong here. You can put the file into {folder} by hand, or choose Digits or Shapes, which need none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} could not be downloaded: no server gives {file} ({failures}). Try again later, put it and the files that belong to it into {folder}, or choose Digits or Shapes, which need none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} broke off in the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} broke off again and again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the proxy for {host} cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} cannot prove who it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} cannot be asked: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} refuses: {status} {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} sends a web page instead of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} has a file of {size}; {expected} are expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} sends more than the {expected} that are expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what {host} sent has the wrong checksum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70,000 pictures of clothes in ten kinds, light on dark, by Zalando Research.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the range of the values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images in {folder} hold no picture: none of the values in any of the {count:,} is a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total:,} images of {classes:,} classes in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total:,} images without classes in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the images in {folder} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the {count:,} images looked at in {folder} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the images of the class {name} in {folder} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the folder {folder} is not UTF-8. Rename it: it names a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds one class, {name}; at least two are needed. Make one folder for each class and put its images there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds {count:,} folders of images; at most {most:,} classes can be told apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds classes that {train} does not: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds no images that can be read here, but {count:,} of other kinds ({kinds}). Convert them to PNG, JPEG or TIFF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds no images. Make one folder for each class and put its images there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds 1 image but no folders of images. Make one folder for each class and put its images there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} and {second} are both the {split} part; only one of them can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without ending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are more than {most:,} files; that is too many to read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {count:,} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} does not begin like an IDX file of bytes: {begin}, not {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds {sizes} bytes; {expected} are expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} ends too early: {expected} bytes are expected after its head. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} goes on too long: {expected} bytes are expected after its head. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} does not hold {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds more than {most:,} files; that is another archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {file} holds {size:,} bytes; at most {most:,} are expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds much more than expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a web page, not the file that it is named after. Download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is damaged ({reason}). Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too few</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it breaks off before its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds {found} instead of a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a kind of {found} that cannot be read here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} are too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is damaged ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs more memory than there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width:,}×{height:,} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pixels:,} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70,000 handwritten digits, light on dark, by Y. LeCun, C. Cortes and C. J. C. Burges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{height}×{width} images are resized to {high}×{wide}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of {first} are resized to {target}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of {first} to {last} are resized to {target}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of about {height}×{width} are enlarged to {high}×{wide} to learn from, {times:.1f} times as many pixels as they have: the added pixels hold no detail to restore, and measures look better than on larger images. Use larger images or a smaller Input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are shown whole, with a black border, since the proportions differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the middle of each is used, since the proportions differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are stretched, since the proportions differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of other proportions, shown whole with a black border: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of other proportions, of which the middle is used: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of other proportions, stretched: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey images are given three equal colour channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour images are made grey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} of {total:,} images show colours; they are made grey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} of {total:,} images are grey; they are given three equal colour channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} transparent images are shown on white.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files with several pictures (animations or pages), of which the first is used: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images are nearly black: no pixel is more than {most} of 255. Are they masks, or dark by mistake?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images with more than 8 bits: {count:,}. In all of them the values {low} to {high} become 0 to 255.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values found in them are {least} to {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {share:.2%} of the values lie outside of that range and are cut: without them it would be far wider.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other {count:,} images have 8 bits and keep their values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images with values that are no numbers, which become 0: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out 1 file that cannot be read: {files}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out {count:,} files that cannot be read: {files}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out as empty: {count:,} ({files}). Copy or download them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they break off before their end: {count:,} ({files}). Copy or download them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they hold no picture: {count:,} ({files}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they hold {detail} instead of a picture: {count:,} ({files}). Download them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they are a kind of {detail} that cannot be read here: {count:,} ({files}). Convert them to PNG, JPEG or TIFF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out as too large ({detail} in one): {count:,} ({files}). Make them smaller, or save them as JPEG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out as damaged ({detail}): {count:,} ({files}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since the system does not give them ({detail}): {count:,} ({files}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they need more memory than there is: {count:,} ({files}). Make them smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out, since they hold no images: {folders}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out as hidden or of the system: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out {kind} pictures, which cannot be read here: {count:,}. Convert them to PNG, JPEG or TIFF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out {kind} files: {count:,}. Export their slices as PNG or TIFF, or all of them as one .npz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out videos: {count:,}. Save their frames as pictures to learn from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out archives: {count:,}. Unpack them to learn from what they hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out NumPy files: {count:,}. One of them can be chosen as the data by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they are no pictures: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they lie beside the folders of classes in {folder}: {count:,} pictures. Move each into the folder of its class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out {folder}, whose {count:,} pictures are of no class. Sort them into folders named like those of the training part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out {folder}, which lies beside the training part: {count:,} pictures. Name it val or test to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out folders nested more than {most} deep: {count:,}. Move them up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out links that lead to folders that were read already: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since they are no files but pipes, sockets or devices: {count:,}. Save pictures as files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out links that lead nowhere: {count:,}. Copy the files themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images have no classes. To learn classes, make one folder for each and put its images there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes of a single image, which cannot be both learned and measured: {names}. Add images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classes are of unequal size: {large} has {most:,} training images, {small} has {least:,}. Whoever always says {large} is right in {share:.0%} of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out images without a mask of the same name: {count:,} ({files}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out masks without an image of the same name: {count:,} ({files}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out further masks of images that have one: {count:,}. Join the masks of an image into one file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since the mask has another size than the image: {count:,} ({files}). Export the masks again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out since the mask cannot be read: {count:,} ({files}; {reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each of {count} colours in the masks stands for a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels of masks whose value is not in the list of classes do not count: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels that the masks leave open (255, or the border&apos;s colour) do not count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks saved as JPEG, which blurs them: {count:,}. What is nearer to white is the object. PNG keeps masks as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data have changed since this run began: {known:,} images stay in the part that they were in, {fresh:,} new ones are divided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read whole: {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streamed: {size} are read from their files while the network learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streamed: {size} do not fit into the {free} of memory that are free, so files are read while the network learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In all arrays of images the values {low:g} to {high:g} become 0 to 255.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrays that are not used: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table is not UTF-8; it is read as Windows-1252. Look at letters with accents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows with more or fewer cells than there are columns: {count:,} (rows {rows}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out rows whose image is not there: {count:,} (row {rows}: {name}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out rows without a value in {column}: {count:,} (rows {rows}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out rows whose {column} is no number: {count:,} (rows {rows}), such as {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out rows whose {column} is neither yes nor no: {count:,} (rows {rows}), such as {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out rows whose {column} is not train, val or test: {count:,} (rows {rows}), such as {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column {column} is not used: there is nothing to learn where every row holds {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column {column} is not used: no row has a value in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that several rows name: {count:,}. They may be learned from and measured with as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a file that holds no data set: a folder with one folder of images for each class is needed, a folder of images and one of masks, a table (.csv), or arrays (.npz, .npy).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no data set {name!r}. Did you mean {near}? There are {known}, and any folder of images by its path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no data set {name!r}. There are {known}, and any folder of images by its path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole, with a black border</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the middle, without what is beyond</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole, stretched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resizing images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} images of {height}×{width} need {needed} of memory; this machine has {there}. Make the images smaller at the Input block, or use fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data set by its name, or your own by the path of its folder or file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the images is kept to validate on, where the data have no validation set; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the images is kept to test on, where the data have no test set; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many images are kept to validate on, instead of a part; 0 to go by the part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many images are kept to test on, instead of a part; 0 to go by the part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-validation: what is not tested on is divided into so many equal parts, and one of them is validated on. 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of the folds is validated on, from 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done to images of another form than the Input&apos;s: a border is added, the middle is cut out, or they are stretched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the data set itself, such as the size of images that are generated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decides which images go where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be 0, for none, or at least 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one of the {folds} folds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input wants {sizes}; an image has 3 sizes: channels (1 for grey, 3 for colour), height and width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} has a validation set of its own, so it is not divided into folds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} holds {count} training images; at least {needed} are needed to divide them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} holds {count:,} training images; with {val:,} to validate and {test:,} to test on too few are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pair} sets nothing; write NAME=VALUE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data are not divided by {name}. Did you mean {near}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data are not divided by {name}; there are {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{missing} {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} is the version for Python, which is not read, since opening such files can run programs; the binary version, {archive}, is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {place} holds {size} bytes; {expected:,} are expected: {count:,} records of {width:,}. Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {most:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds the label {label}; {data} has the labels {first} to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} in {place} lists other classes ({first} ...); {data} begins with {own}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>60,000 colour photographs of animals and vehicles in ten kinds, by A. Krizhevsky.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>60,000 colour photographs of animals, plants and things in 100 kinds, by A. Krizhevsky.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>131,600 handwritten digits and letters of 47 classes, equally many of each, light on dark, from NIST.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>145,600 handwritten letters of 26 classes, capital and small together, light on dark, from NIST.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>280,000 handwritten digits, equally many of each, light on dark, from NIST.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>70,000 handwritten characters of old Japanese books, ten hiragana, light on dark, by the Center for Open Data in the Humanities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size and checksum of the download are taken from public lists and not yet confirmed by a download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{there} of {count} files are in {folder}; {names} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{there} of {count} files are in {folder}; {names} are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the class {earlier} is called {now} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the class {names} is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the classes {names} are new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the class {names} is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the classes {names} are gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the option {name} was {earlier} and is {now}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file was added ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} files were added ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file was removed ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} files were removed ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file has other content ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} files have other content ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file was moved or renamed ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} files were moved or renamed ({names})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>their content is another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of this run&apos;s data cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of the range of pixel values cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>camera raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layered (Photoshop and others)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vector (SVG, PDF, EPS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole slide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a pointer of Git LFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} has no options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} has no option {name}. Did you mean {near}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data} has no option {name}; it has {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is written as NAME:VALUE,NAME:VALUE, not {text!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no array of images; there are {arrays}. Images are N×H×W, N×H×W×C or N×C×H×W.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no array {name!r} for {role}; there are {arrays}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the array that holds the images; there are {arrays}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} in {file} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} ({first}) and {targets} ({second}) in {file} do not have as many entries as each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds {count:,} arrays; 1 to {most:,} are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its size is not what its head says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} in {file} needs {size}; this machine has {there}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} in {file} holds {kind}: only numbers, truth values and texts are read, since anything else may run a program. Save it with one of these types.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {file} is no array that can be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The names of the arrays for images, targets, val_images, val_targets, test_images, test_targets and names; without an entry they are found by their names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}: {expected}, not {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images of the parts in {file} have different sizes: {shapes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} ({shape}) in {file} holds no picture: none of its values is a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total:,} images of {height}×{width} in {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of the classes of masks cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks hold more than {most} values, up to {file}. A mask needs one value or colour for each class: save masks as PNG, without soft edges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {count:,} masks hold a single value, {value}; at least two classes are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} names {count:,} classes, but the masks hold {found:,} values: {values}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has another size than its image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the images with masks in {folder} can be used. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds no folder of images beside a folder of masks with the same names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total:,} images with masks of {classes:,} classes in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the classes in the masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label, yes or no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list of labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part (train, val, test)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no column {name!r}; there are {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column {name!r} cannot be {role!r}; it can be {roles}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column names the image files. Choose the one that does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} are all taken for {role}; only one column can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels are either in columns of their own ({names}) or in a list ({other}), not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column {column} holds one class, {name}; at least two are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {count:,} different classes or labels; at most {most:,} can be told apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each column is taken for; without an entry they are found from names and cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the first row names the columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the files lie that the table names; empty for the folder of the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: {problem} No cell is the path of an image below {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row of {file} can be learned from. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total:,} rows of the table {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {count:,} columns; at most {most:,} are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is too large for a table: {size:,} bytes; at most {most:,} are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is no text. A table is a text file with one row per image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}, row {row}: this is no table ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column is learned: the images alone can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table holds no rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image {name} below {folder}. Choose the folder that the paths begin at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{task}: {count:,} ({names}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making small images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 {later} image is a {first} image too: what is measured on it is too good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} {later} images are {first} images too: what is measured on them is too good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 {later} image looks almost the same as a {first} image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} {later} images look almost the same as {first} images: what is measured on them may be too good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the copies from one of the two parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them; where they are copies, keep them in one of the two parts only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 image occurs with different labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} images occur with different labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the right label of each: no network can learn both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classes are uneven: {largest} has {most:,} training images, {smallest} has {least:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weigh the classes in the loss, draw them equally often, or add images of the small ones; and compare the accuracy with {share:.1%}, which always guessing {largest} reaches on the training images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer than {few} training images are of the class {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer than {few} training images are of each of the classes {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images, or leave the class out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither the validation nor the test part has an image of {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images, or make these parts larger: nothing is measured of what they lack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 {split} image is a repeat of another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} {split} images are repeats of others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the repeats, unless they are meant: each counts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 image is of a single colour all over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} images are of a single colour all over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether they are broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels are {low} to {high} of 255: the images use less than half of the range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put mean and deviation into the Input block, so that the network sees them scaled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always the commoner answer is right for {share:.1%} of the labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always guessing {name} is right for {share:.1%} of the pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always guessing the mean is off by {errors} (root mean square)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width in pixels that suit the images; they are drawn at the size that Input takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three channels with colours; otherwise one channel of grey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Circles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether there are circles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether there are squares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Triangles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether there are triangles; their tips show a direction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crosses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether there are crosses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fewest figures of an image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most figures of an image. Left open: 1 where a class, a position or an angle is learned, otherwise 4. With several, class, position and angle are those of the largest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of the Gaussian noise on pixels from 0 to 1. Pictures that are themselves what is learned have none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strong the pattern of the ground is; 0 gives an even ground.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether figures may cover parts of others; at least a quarter of each is seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a regression learns: where a triangle is and where its tip points, or how many figures there are. Without triangles there is no angle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many images there are to learn from; those for validation are taken from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many images there are to test on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decides everything that is drawn: the same seed gives the same images. Left open: the seed of the data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least one of circles, squares, triangles and crosses is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be at least {fewest}, the fewest figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be at most {room}, since images of {size}×{size} have room for no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sequence has 1 to {most} frames, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Circles, squares, triangles and crosses on a textured ground, drawn by Convas at any size: for classes, labels, masks, positions, angles and counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawn by Convas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shapes need images of at least {side}×{side} pixels, not {height}×{width}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}: images of {height}×{width} have room for at most {room} figures, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing {count:,} images of {height}×{width} would take too long; at most {most:,} of this size are drawn. Make the images smaller at the Input block, or use fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could be read before, and cannot be read any more: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A process that reads images ended unexpectedly. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A process that reads images ended unexpectedly, at {file}. Try again; if it happens again, take that file away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{doing}, about {count} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{doing}, about {count} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{doing}, about {count} h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of the Gaussian noise that the network gets, pixels being 0 to 1; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of the pixels that the network does not see; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times as high and wide as what it gets the network draws the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} ({shape}) in {file} holds no images: they are N×H×W, N×H×W×C or N×C×H×W, with 1, 3 or 4 channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The targets of the parts in {file} have different shapes: {shapes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} ({shape}) in {file} holds no targets: classes are N, labels and numbers N×K, masks N×{height}×{width}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {row:,} of the array {name} in {file} is {value}, which is no number that can be learned. Leave such entries out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} in {file} holds numbers written as text, and {value!r}, which is none that can be learned. Leave such entries out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} in {file} holds one class, {value}; at least two are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The array {name} in {file} holds {count:,} classes; at most {most:,} can be told apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks in the array {name} in {file} hold {low:g} to {high:g}: class numbers from 0 to 254 are needed, at least two of them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataButton</name>
    <message>
        <source>choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the network learns from. Choosing sets the input size and the number of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A &amp;folder of images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A &amp;table or a NumPy file…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataChooser</name>
    <message>
        <source>Choose {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the task {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the images</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataQuestion</name>
    <message>
        <source>The data have changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the data as they are now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table of images, or a NumPy file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with one folder of images for each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes and report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop reading the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images were not read. Choose the data again to read them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data set at the left, or drop your own here: a folder with one folder of images for each class, a folder of images and one of masks, a table (.csv) of images, or a NumPy file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These data are not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These data cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What shall the network learn from?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables and NumPy files ({0})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DescriptionEdit</name>
    <message>
        <source>What it does, for whoever uses it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {0} out of the window, or put it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {0}; the View menu brings it back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>{names} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has at most {most} characters, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} is not a name in Python: use letters, digits and _, and begin with a letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} begins with _, which is kept for Python&apos;s own use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} already means something in Python or torch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An {title} is an end of the whole network; inside of a group stand group inputs and outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no kind of layer called {kind}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has an Output already: {name} leads to {output}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has an Output already: {name} leads to {output}. Select the block whose result shall be another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a block called {name}; {free} would be free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A block cannot stand at ({x}, {y}): the canvas ends at {farthest:,.0f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is on the clipboard cannot be pasted. {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is longer than {most:,} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no blocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its blocks were copied in another version of Convas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The blocks would stand beyond the end of the canvas at {farthest:,.0f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the blocks to duplicate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no block with the number {id}; it may have been deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is another group called {name} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the blocks that shall become a group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is an end of the network and cannot be part of a group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} uses the weights of {owner}: take both into the group, or give it weights of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} uses the weights of {owner}: take both into the group, or neither.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} stands between the blocks: it takes from the group and feeds it. Select it too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing goes into these blocks: a group needs an input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} shares its weights: give each its own first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} shares its weights with {users}: give each its own first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no group: there is nothing inside of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{new} cannot stand inside of itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is another group called {definition} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no group called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group {name} is in use: it stands inside of {user}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group {name} is in use: {user} is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no group called {old}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is another group called {new} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{definition} has a field called {name} already; write it as the formula instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{definition} has no field called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{definition} has no field called {exposed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a group first: only its blocks can have formulas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no field called {key}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} of {name} is not one number, so it cannot become a field of the group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Linear or Conv2d leads to the Output, so nothing could be given the number of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} lead to the Output side by side, so it is not clear which of them gives the classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block}: {field} is {now} instead of {was}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe: {field} is {now} instead of {was}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} uses its own weights as it is; name another block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{giver} has no weights that {user} could use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} is a {kind} and {giver} a {other}: only blocks of one kind can share weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the blocks that the skip is to lead around.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing feeds the selected blocks, so there is nothing that a skip could carry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A skip needs one way in, but the selected blocks are fed by {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A skip needs one way out, but {names} all lead out of the selected blocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That block is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{giver} has no output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{giver} has no output {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{taker} has no input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{taker} has no input {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{giver} cannot feed itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{giver} feeds this input already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{giver} cannot feed {taker}: that would make a loop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{giver} cannot feed {taker}: that would make a loop through {between}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No wire goes into {name} there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no wire to put the block on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{layer} cannot stand in the middle of a wire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} takes {most} inputs, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} takes 1 input, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no block {id} to feed {kind}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no block {owner} whose weights could be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a block called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyHint</name>
    <message>
        <source>Empty canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your network will stand here.
Double-click a layer in the palette, or drag it over.
Double-click here, or press A, to search for one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was given up: it had not ended after {limit:.0f} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was ended by the system, probably because there was not enough memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export ended unexpectedly, and nothing was written. The details tell where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {path} are not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read as weights; it may be cut off or something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {path} belong to another network than the run&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network cannot be run. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network has not been trained yet, so it has no weights. Train it first, or export its Python source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last training of this network is no longer in {folder}. Train it again, or export its Python source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network was changed since its last training. Train it again, or export its Python source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no format {format!r}; there are: {formats}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading it in plain PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was made, but does not answer as the network does; it was thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} is not the name of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are &quot;best&quot; and &quot;last&quot; weights, no {which!r} ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {folder} has no &quot;{which}&quot; weights; the &quot;{other}&quot; ones are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in {folder} has no &quot;{which}&quot; weights; they are written after the first epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network cannot be exported. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder; give the name of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network answers with something that is no number (NaN or infinity).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These weights are loaded into the class of the Python source: export that too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source holds no weights: the network begins untrained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of the run go beside it as &quot;PyTorch weights&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole network with its weights. PyTorch alone loads it, in one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the weights, by name. They are loaded into the Python source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network as readable Python, without weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels as numbers from 0 (black) to 1 (white): divide bytes by 255, and do nothing else. {normalization}They should look like the training images: the same size, and the same light and dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network itself takes its mean off and divides by its deviation, as its first step. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network itself takes its mean off, as its first step. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network itself divides by its deviation, as its first step. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One probability a class, in this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One score a class, in this order; the largest wins. {call}.softmax(1) gives probabilities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One score a label, in this order; a label holds above 0. {call}.sigmoid() gives probabilities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One map of scores a class, in this order; {call}.argmax(1) gives the class of each pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers themselves, in this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture again, 0 (black) to 1 (white); {call}.clamp(0, 1) keeps it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture {factor} times as large, 0 (black) to 1 (white); {call}.clamp(0, 1) keeps it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} gives {results}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} gives {results}, in this order.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the network away as plain PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best weights (epoch {0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file of this name; Save replaces it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written, and checked in a fresh Python without Convas: the outputs differ by at most {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeatureMapsView</name>
    <message>
        <source>Feature maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IMAGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These maps cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw one, or begin with one from the welcome page; then train it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train, and see here what {0} makes of an image while it learns. Select another block to look at that one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been trained yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train again to see what it makes of an image, or select a block that was trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not in the network that was trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only blocks that slide a window of weights over an image have them. See its maps instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking inside {0}…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldCell</name>
    <message>
        <source>Follows the group: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the group decide: f(x)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formula for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to a plain value ({0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it a field of the group …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the field {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a formula …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>such as {0} * 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain value for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expose {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} becomes a field of the group, called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter makes the field, Esc leaves it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{expected}, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More fields</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldRows</name>
    <message>
        <source>here {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet. Select a block in here and press f(x) beside one of its fields: then blocks of this group can differ in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, what it is for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the field {0} away; its blocks keep the default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the field {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the field {0} away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padding mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ceil mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return indices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count include pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divisor override</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padding idx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale grad by freq</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sparse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bidirectional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nonlinearity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proj size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add bias kv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add zero attn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer norm eps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Track running stats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalized shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elementwise affine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Num parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Init</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approximate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start dim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End dim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align corners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recompute scale factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}: {expected}, not {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number of more than 30 digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something with a number of thousands of digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such field (there are: {known})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be {expected}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be at least {bound:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be more than {bound:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be at most {bound:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes or no (true or false)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a record of names and values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty (null)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} whole numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number, for example 0.5 or 1e-3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type numbers with commas between, for example {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a value as in Python, for example (7, 7) or None.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is one of {words}, not {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is yes or no, not {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a whole number, not {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a number, not {text}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>File to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of Python (.py) or ONNX (.onnx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks ({0})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>A process of the program ended unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was given up: it had not ended after {limit:.0f} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you are not allowed to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your share of the disk is used up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part of the path is not a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system refused: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convas projects (*{0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Save the changes to {0}?&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed since it was last saved is lost otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be opened: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be saved: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be saved: {reason}. The old file, if any, is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be opened: it is larger than {most} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be opened: byte {at:,} is no text in UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be saved: it would be larger than {most} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is not a number; write a finite one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is not complete JSON: {reason} in line {line}, column {column}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text nests more than {most} levels deep in line {line}; a project needs fewer than 10.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stands here twice; each key may stand once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number of {digits:,} digits is too long; up to {most} can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is too large or too long for a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nests more than {most} levels deep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the key {key} must be text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is nothing that JSON can hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} holds half a character (a lone surrogate)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be {expected}, not {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a record {{ }}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{key}&quot; is missing; needed: {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no &quot;{key}&quot; here; known: {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list [ ]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds {count:,} entries; at most {most:,} can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is {count:,} characters long; at most {most:,} can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number from {low:,} to {high:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number from {low:,.0f} to {high:,.0f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{id} is the id of another block already; each block needs its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} is the name of another block already; each needs its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no group called {name} before this place (there are: {known})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds {nested:,} groups that stand in groups; at most {most:,} can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no block with the id {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{owner} has no weights of its own: name the block that has them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} uses the weights of {owner}, but their fields are not the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be two numbers, x and y, not {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input {index} of {taker} is fed by another wire already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input {gap} of {name} is left out; the inputs of a join have no gaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a block&apos;s id and a number, not {count} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{index} is no {what}: {there}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the wires make a loop that holds up {names}; a network runs one way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group has at most {most:,} characters, not {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a group of Convas: it does not say &quot;format&quot;: &quot;{format}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group was written by another version of Convas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no group of this name in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be used. {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be made: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{definition} is the name of another group already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number, or yes or no (true or false)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project holds something that a file cannot: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a Convas project: it does not say &quot;format&quot;: &quot;{format}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be above every block&apos;s id, the highest of which is {highest}, not {next_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was written by a newer Convas: it is of version {version}, and this one reads up to {newest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be opened. {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind!r} is no kind of task known here; known: {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is empty; write channels, height and width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be removed: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be used. It is larger than a group can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be 0 or more, not {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FitBox</name>
    <message>
        <source>What does not fit the task</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupBar</name>
    <message>
        <source>Where you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pass is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group stands several times in a row: choose whose sizes are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pass </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what is around the group (Alt+Up, or Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group is kept once: whatever you change in here changes in every block that is this group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes here change {count} blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are in {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupCommands</name>
    <message>
        <source>Make one block of these {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a group of this block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter makes the group, Esc leaves it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a group to take it apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ungroup {blocks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a group to look inside of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a group to rename it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the group {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter renames it wherever it is used, Esc leaves it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter makes the copy, Esc leaves it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter repeats it, Esc leaves it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a group to give it a copy of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make {block} independent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give {block} a group of its own, called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat {block} ×{times}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times does {block} stand in a row?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a group to keep it for other networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is in your library now: {path}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupMenu</name>
    <message>
        <source>Group {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to my library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from this network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from my library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the group {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter renames it wherever it is used, Esc leaves it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the group {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupPage</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paper, year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} blocks of the network are this group: a change here changes all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One block of the network is this group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stands in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connectors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size and cost of one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the group</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>Channels of the 1×1 way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels in front of the 3×3 window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of the 3×3 way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels in front of the 5×5 window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of the 5×5 way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of the way with pooling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many channels each layer adds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the same maps through windows of 1×1, 3×3 and 5×5 and through pooling, and joins what all four ways give. 1×1 convolutions in front keep it cheap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Szegedy and others, Going Deeper with Convolutions, 2014</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huang, Liu, van der Maaten and Weinberger, Densely Connected Convolutional Networks, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalises and looks at all maps that came in, and hands them on with a few more of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many layers stand in a row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers in a row, each of which sees the maps of all before it and adds a few of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many channels come out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window height and width; odd, so that the size stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step between windows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conv-BN-ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A convolution, batch normalisation and ReLU. The convolution has no bias, since the normalisation takes it off again. An odd window keeps height and width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ioffe and Szegedy, Batch Normalization, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many channels come in: each has a window of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depthwise-separable convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A 3×3 window for each channel by itself, then a 1×1 convolution that mixes the channels: about a ninth of the multiplications of a plain 3×3 convolution. in_channels must be as many as come in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Howard and others, MobileNets, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conv-ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A 3×3 convolution that keeps height and width, and ReLU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simonyan and Zisserman, Very Deep Convolutional Networks, 2014</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many convolutions stand in a row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VGG stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolutions of 3×3 with ReLU in a row, then pooling, which halves height and width. Two 3×3 windows in a row see as much as one of 5×5, with fewer weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandler and others, MobileNetV2, 2018</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels that come in and go out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times as many channels are inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inverted residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widened by 1×1, each channel looked at by itself, narrowed by 1×1 without an activation; what came in is added. As many channels must come in as go out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels that go out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step of the 3×3 window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inverted residual, other size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As an inverted residual, but for another size or other channels: without a way around.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times fewer are in between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeeze and excitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averages each channel over the image, lets two small layers decide how much each channel counts, and multiplies. channels must be as many as come in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hu, Shen and Sun, Squeeze-and-Excitation Networks, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels that come in and go out; half as many are inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups that do not see each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ResNeXt block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bottleneck whose 3×3 convolution works in many small groups, which learn side by side; what came in is added. As many channels must come in as go out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xie, Girshick, Dollár, Tu and He, Aggregated Residual Transformations, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel and place attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets two small layers, which see the mean and the largest of each channel, decide how much each channel counts, and a 7×7 window how much each place does. channels must be as many as come in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Woo, Park, Lee and Kweon, CBAM: Convolutional Block Attention Module, 2018</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of samples for which the block is left out in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ConvNeXt block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A 7×7 window of each channel by itself, layer normalisation, four times as many channels and back, each weighed by a number that begins small; added to what came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Liu and others, A ConvNet for the 2020s, 2022</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>He, Zhang, Ren and Sun, Deep Residual Learning, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step of the first window that moves: 2 halves height and width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels inside; four times as many come out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residual block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two 3×3 convolutions; what came in is added to what they give. So the block only has to learn what to change, and gradients have a short way back. As many channels must come in as go out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residual block, other size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A residual block whose result has other channels or another size than what comes in; a 1×1 convolution on the way around makes both alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bottleneck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A residual block that is narrow inside: 1×1 down to few channels, 3×3 on these, 1×1 up to four times as many. As many channels must come in as go out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bottleneck, other size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bottleneck whose result has other channels or another size than what comes in; a 1×1 convolution on the way around makes both alike. The step is that of the 3×3 window, as in torchvision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ronneberger, Fischer and Brox, U-Net, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two 3×3 convolutions, each with batch normalisation and ReLU; height and width stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U-Net down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two 3×3 convolutions, then pooling, which halves the size. The second output is what stands in front of the pooling; lead it across to the step up of the same size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U-Net up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Doubles the size with a transposed convolution, joins what was led across from the step down of the same size, and applies two 3×3 convolutions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} cannot name a group: it becomes a class, so write up to {longest} letters and digits that begin with a capital, such as ResidualBlock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} already means something else; choose another name for the group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} cannot name a field of the group {group}: it means something else already, or is no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group {group} has two fields called {name}; each needs a name of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group {name} needs a GroupInput and a GroupOutput: nothing could go in or come out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in the group {group} is an end of the whole network; a group has ends of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}.{key} in the group {group}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{nested:,} blocks inside of {name} are groups themselves; at most {most_nested:,} can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{depth} groups stand inside each other in {name}; at most {deepest} can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a {kind} has no such field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} uses {unknown}, which is no field of the group (there are: {known}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}.{key}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}.{key} {expected}, not {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}.{key} ({formula}) {expected}, not {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times the group stands in a row; each time has weights of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group of 1 block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group of {count} blocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalises, makes fewer channels of many with a 1×1 convolution, and halves height and width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tan and Le, EfficientNet, 2019</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels between the two layers that weigh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window of each channel by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An inverted residual that also weighs its channels; left out for some samples in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MBConv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As MBConv, but for another size or other channels: without a way around.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MBConv, other size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As MBConv for another size, but as wide inside as what comes in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MBConv, not widened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An Inception block with batch normalisation, whose third way looks through 3×3 windows as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception block, normalised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Szegedy and others, Rethinking the Inception Architecture, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception block A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows of 1×1, 5×5 and twice 3×3 side by side, and pooling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels between the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception block C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows of 7×7 in thin steps, 1×7 and 7×1, once and twice; 1×1, and pooling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception block E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows of 3×3 parted into 1×3 and 3×1 side by side; 1×1, and pooling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several windows and pooling side by side, all of which halve the size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception block B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception block D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radosavovic and others, Designing Network Design Spaces, 2020</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A residual block whose 3×3 convolution works in groups of channels, and that weighs its channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RegNetY block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A RegNetY block for another size or other channels, with a 1×1 convolution on the way around.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RegNetY block, other size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residual block, halved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A residual block that halves the image. On the way around stand every second pixel and empty channels around those there are: twice as many, and nothing to learn (option A of the paper).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ma, Zhang, Zheng and Sun, ShuffleNet V2, 2018</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of each half: as many again come out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One half of the channels passes untouched, the other is worked on; then the channels of both stand by turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many channels come in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both ways take all channels and halve the image; then the channels of both stand by turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle unit, halved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters of each of the two ways behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters of the squeeze.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fire module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeezes to few channels with 1×1 filters, then expands with 1×1 and 3×3 filters side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iandola and others, SqueezeNet, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two 3×3 convolutions without padding: each takes a pixel off every side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two convolutions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution, normalised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A 3×3 convolution, batch norm and ReLU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VGG stage with batch norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalised 3×3 convolutions, then pooling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention of all patches to each other, then two fully connected layers for each; both added to what came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transformer encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vaswani and others, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many scores come out: one for each class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A formula has at most {longest} characters, not {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A formula is needed, such as channels * 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r}: {token} stands where an operator (+ - * //) or the end would be right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}: there is no field called {unknown} (there are: {known}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}: divides by 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}: gives more than {largest:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r}: {wrong!r} cannot stand in a formula; it takes names, whole numbers, + - * // and ( ).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A formula nests at most {deepest} brackets and signs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bracket is opened but not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{token} stands where a name or a number would be right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no whole number: one cannot calculate with it, only use it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {block}, {inner}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} comes to far too many layers; a network can have {most:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} comes to {layers:,} layers; a network can have {most:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot stand {times} times in a row: that needs one way in and one way out, and it has {ways_in} and {ways_out}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {block}: {inner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {block} (pass {number} of {count}): {inner}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>{sentence} It is here: {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has hooks, which change what it does and cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is no shape; write sizes with commas, such as 3,32,32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} ({place}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}, line {line}, in {scope}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {scope}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in its forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given nothing to work on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has no block that could stand for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has alpha {alpha:g} and gamma {gamma:g}, other than those of SELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} rises by {alpha:g} from {beta:g}; the block there is rises by 1/6 from 1/2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has an alpha other than 1, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has the bounds {low:g} and {high:g}, which no block has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has several numbers as its {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has several exponents, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} raises to the power of {exponent:g}, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given only one of its two inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reckons with numbers that depend on how large the batch is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} divides one result by another, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} divides by a result, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} divides by 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} divides by a result or by 0, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes whole numbers of a result, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given only part of what it works on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given numbers that it cannot work with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is one computation too many: this file works out more than any network needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} would make {count:,} numbers out of {had:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} does not say where it begins and ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} does not say clearly what it takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is about axis {axis} of {rank}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes more axes than can be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes numbers of type {code}, which cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} does not say what shape it makes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} cannot make {wanted} of {sizes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} holds something that is no tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be drawn. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes {inputs} inputs and gives {outputs} results; a network can have 1 to {most} of both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights cannot be kept. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights cannot be kept: what was handed over is no file of weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are not those of the network that was drawn: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has sizes {found}, but the network that was drawn has {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its results are not computed from its input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its input {name} holds {type}; a block takes real or whole numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the input {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its input {name} cannot be drawn: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the output {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its result {name} is not computed from its input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its input {name} has {count} axes; a batch of samples has 2 to 5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its input {name} leaves its size open ({sizes}); give that of a sample, such as 3,224,224.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its input {name} is for samples of {sizes}, not of {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says that it gives {sizes}, but what can be drawn of it gives {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is no operator of ONNX itself but of {domain!r}, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} does not say what it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} gives what nothing inside of it makes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be opened: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is no file of ONNX, or is damaged: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds no network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has {count:,} nodes; at most {most:,} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it keeps tensors as lists of what is not 0, which cannot be read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has networks inside of nodes, more than {deepest} deep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not say which version of the operators it uses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number has {count} bytes instead of 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} would need a {key} of {shape} as a {kind}, but is given none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} would need a {key} of {shape} as a {kind}, but is given one of {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} cannot be drawn: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is used in several places; here each has a copy of its own, and learns by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads numbers that depend on how large the batch is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads numbers that are not real ones as if they were a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads numbers that are not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} became learned numbers: a file does not tell them from fixed ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads a tensor of {shape}, which holds something else for every sample of a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the node {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a node without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is not given its {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} computes its {what} each time, which no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a {what} that depends on how large the batch is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} works on the axis of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has something odd as its {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads {name!r}, which nothing before it makes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has more than {most:,} entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of numbers ends in the middle of one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an entry is of kind {kind}, which does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an entry says that it has {size:,} bytes where {left:,} are left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number has no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name has {count:,} letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} joins axes in front of axis {axis}, the batch among them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} works out its shape from what comes in, which no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} mixes the samples of a batch, or leaves the batch out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} orders {rank} axes as {order}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} puts the batch behind another axis, which no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} takes axis {axis} away, which has {size} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes {count} pieces of {pieces} from {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} takes some of the samples of a batch, which no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} takes numbers backwards, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} picks places in a way for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} repeats numbers, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a border of {given} for {axes} axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} puts a border around the batch, which no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes a border of the kind {mode!r} around {count} axes, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes {wanted} of {sizes}: only heights and widths can change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given the factors {factors} for {rank} axes: only heights and widths can change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes new pixels by {mode!r} with {where!r}, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} orders channels in a way that torch does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its weights lie in {location} beside it, which cannot be opened: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its weights are said to lie in {location!r}; only files in its own folder are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is larger than {size:.2g} GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor {name} has sizes that cannot be: {sizes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor {name} holds numbers of type {type}, which cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor {name} holds {type}, which cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor {name} should hold {expected:,} numbers, but {count:,} are there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} bytes are no row of {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text!r} is no number of bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} says how large its result is instead of its border, which no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} takes off a border of {pads}, which is not the same on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a weight of {shape} for samples of {sizes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has {count} groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a window, steps and spreads for different numbers of axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a border of {pads}, which cannot be around {axes} axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a border of the kind {auto!r}, which does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} turns its input round, which no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a weight of {shape}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a bias of {shape} for {features} features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} works on more axes than an image has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has slopes of {shape}; there is a block for one, or one a channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} works over several axes at once, as files of before 2020 do; no block does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a window of {kernel} for samples of {sizes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} tells where the largest numbers were, counted in a way that torch does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} leaves out numbers in its windows, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a border of {border}, which is not the same on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} works over the axes {axes}, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} weighs what it adds, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} weighs what it takes off, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} divides by something that is no fixed number, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} divides by {name}, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has bounds that no block has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} works over axes for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} depends on how large the batch is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} computes its {key} each time instead of holding it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a {key} of another size than a {kind} has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not there, or is no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import was given up: it had not ended after {limit:.0f} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was read cannot be kept as a project. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {file} was ended by the system, probably because there was not enough memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} ended the process that read it; nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be read: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shape was given; it was followed with samples of {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shape was given; it was followed with samples of {shape} for each input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is no file of Python.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be run: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {name} in {file}.py; there are: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no network, and nothing that makes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} gives a {type}, not a torch.nn.Module.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}() cannot be made: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} wants to be told {arguments}; write a function without arguments that makes it, and name that instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shape of a sample was found that it can be run with; give one, such as 3,32,32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is filled with something that is not known beforehand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads {name}, fixed numbers of different sizes, for which there is no block yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads {what}, which cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads something that is no result of a block, which cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is called in a way that cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} It stays as it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} computes with {held}, for which there is no block yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given {names}, which a {kind} does not have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given more, which a {kind} does not have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} at {place} is always on; its block works in training only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was followed as it works in use; what it does only in training is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use it gives only the first of its {count} results; the others are there for training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that its forward does not use are left out: {names} and {more} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights that its forward does not use are left out: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shape of a sample is needed, such as 3, 32, 32, or a list of shapes, one for each input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} shapes are given; a network can have up to {most} inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be run: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gives {expected}, but what can be drawn of it gives {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be drawn of it answers differently, by up to {far:.2g}; so it is not the same network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its result is not computed from its input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{called} is a {type}, for which there is no block yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{called}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} ({place}). It stays as it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is called with something that cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} makes whole numbers, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} of {name!r} has no block that could stand for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some of the samples of a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} takes some of the samples of a batch, which cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads the memory of a recurrent layer in a way for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} reads the memory of a recurrent layer beside its rows, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} takes the samples of a batch apart, which cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is nested too deeply to be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be opened: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not Python, line {line}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not Python: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is larger than {size} MB; nobody writes a network that long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights of attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the inner state of an LSTM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is called with {names}, which cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is called with more than its input, which cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it wants the batch behind the series; only batch_first=True can be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{called} shares some of its weights with {name}; only all of them can be shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{called} uses the weights of {name} in another way, which cannot be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{called} holds other weights than a {kind} has: {odd}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torch.export cannot follow its forward: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its forward does different things for batches of different sizes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be run with samples of {shapes}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be run with samples of {shapes}: {error} ({place})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its forward cannot be followed: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its forward makes a plain number of what a tensor holds, which cannot be drawn ({place}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its forward takes a tensor apart in a loop, which cannot be drawn ({place}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its forward takes its way by what a tensor holds, which cannot be drawn ({place}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its forward cannot be followed ({place}): {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}, line {line}: &quot;{code}&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{type}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{type}: {reason} ({place})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} keeps averages that it works with later, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} never follows the averages that it works with, for which there is no block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} is given more than an Embedding has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} has a shift without a scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{call} computes its weight each time instead of holding it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {group} comes out as another layer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of ONNX takes one size, for where it leaves sizes open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which network of the file is meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running the file and following the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring a network in, with its weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it and import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported: {0} blocks, with their weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported: {0} blocks, with their weights. The open project was kept, so it is not shown yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To import it, Convas runs this file, in a process of its own: it can do whatever you can do. Import only files that you trust, or have read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of ONNX is only read; nothing in it is run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only files of Python (.py) and ONNX (.onnx) can be imported.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <source>Layers by family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input, output, constants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padding and cropping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join and split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>must be a kind of layer that exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a kind of layer that exists, such as &quot;{near}&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets positive numbers through and makes negative ones 0.

The usual choice: quick to compute, and its slope does not fade away for large numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = max(0, x)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fukushima, 1969; Nair and Hinton, 2010</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like ReLU, but negative numbers keep a small part of themselves, so that no neuron goes silent for good.

A plain ReLU learns nothing where its input is negative; here a small slope is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x for x ≥ 0, else negative_slope · x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maas, Hannun and Ng, 2013</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What negative numbers are multiplied by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slope {slope:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parametric ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like leaky ReLU, but the slope for negative numbers is learned.

The slope is kept with the weights: one for all channels, or one for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x for x ≥ 0, else weight · x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>He, Zhang, Ren and Sun, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many slopes are learned: 1 for all; one a channel when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The slope to begin with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} learns {count} slopes, but {source} gives {got}: one for all, or one for each channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like ReLU, but negative numbers bend smoothly towards a floor instead of being cut.

Means stay nearer to 0 than behind ReLU, which quickens learning; the exponential costs a little time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x for x &gt; 0, else alpha · (exp(x) − 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clevert, Unterthiner and Hochreiter, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How deep the floor lies: negative numbers end at −alpha.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>floor {floor:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smooth ReLU that weighs each number by how likely a normally distributed one is smaller; usual in transformers.

Computed through tanh it is a little quicker and differs in the fourth digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x · Φ(x), with Φ(x) the share of normally distributed numbers below x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hendrycks and Gimpel, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether to compute it faster through tanh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SiLU (swish)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smooth ReLU: each number times its own sigmoid. Also called swish.

It dips a little below 0 before it rises, and has no corner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x / (1 + exp(−x))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elfwing, Uchibe and Doya, 2017; Ramachandran, Zoph and Le, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReLU6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReLU that also stops at 6, so that numbers stay small enough for coarse arithmetic on small devices.

Otherwise it is a plain ReLU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = min(max(0, x), 6)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Krizhevsky, 2010; Howard and others, 2017 (MobileNet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Randomised leaky ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like leaky ReLU, but in training the slope for negative numbers is drawn at random each time.

In use, the slope is the mean of the two bounds. The randomness works against overfitting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x for x ≥ 0, else a · x, with a from lower to upper; in use a = (lower + upper) / 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xu, Wang, Chen and Li, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The smallest slope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest slope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be at most the largest slope, {upper:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slope {low:.3g} to {high:.3g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ELU with two numbers chosen so that mean 0 and deviation 1 maintain themselves from layer to layer.

Use AlphaDropout with it, and weights that begin with deviation 1/√n (LeCun&apos;s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = 1.0507 · x for x &gt; 0, else 1.0507 · 1.6733 · (exp(x) − 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Klambauer, Unterthiner, Mayr and Hochreiter, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ELU whose slope has no jump at 0, whatever alpha is.

For alpha = 1 it is the same as ELU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = max(0, x) + min(0, alpha · (exp(x / alpha) − 1))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Barron, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smooth ReLU with a small dip below 0, much like SiLU.

It is smooth everywhere, and costs more time than ReLU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x · tanh(ln(1 + exp(x)))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Misra, 2019</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard swish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SiLU made of straight lines and one parabola: quick to compute on small devices.

Used by MobileNetV3 in the deeper half of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x · min(max(0, x + 3), 6) / 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Howard and others, 2019 (MobileNetV3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ReLU with a rounded corner, positive everywhere.

For large numbers it is the straight line of ReLU; its slope is the sigmoid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = ln(1 + exp(beta · x)) / beta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sharp the corner is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From beta · x above this on, the straight line is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of 1 number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of {count:,} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} calculates with real numbers, but {source} gives whole numbers that stand for things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a series (channels × length)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an image (channels × height × width)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a volume (channels × depth × height × width)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs {words}, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has nothing to work on: {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs at least {needed}, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs at least {needed} for its window of {kernel}, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is told to work on axis {dim}, but {source} gives {got}: its axes are numbered 0 (the batch) to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is told to work on axis {dim}, which is the batch: samples would be mixed with each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a series of rows (places × numbers), but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot split rows of {width} numbers among {heads} heads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multi-head attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets every row of a series look at all rows and take from each as much as it finds fitting.

Each head compares queries with keys and mixes the values. With one input, all three are made of it (self-attention); with three, queries look at another series. Multiply-accumulates are those of the four learned matrices, not of the comparison.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = softmax(Q Kᵀ / √d) V for each head, with Q = W_q q, K = W_k k, V = W_v v and d numbers a head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vaswani and others, 2017; attention: Bahdanau, Cho and Bengio, 2014</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many comparisons are made side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of looks left out in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the learned matrices add numbers of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether one more row, which is learned, can be looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether one more row of zeros can be looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether there is one input; else query, key and value come in by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs one value for each key, but there are {keys} keys and {values} values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transformer encoder layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One layer of a transformer: rows look at each other, then each is worked on by two fully connected layers.

Both steps have a shortcut around them and a layer normalisation. Multiply-accumulates are those of the learned matrices, not of the comparison.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z = norm(x + attention(x)), y = norm(z + linear2(activation(linear1(z))))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vaswani and others, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neurons between the two fully connected layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neurons inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share left out in training, in all places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function between the two fully connected layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the variance, so that nothing is divided by 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether each step is normalised in front instead of behind; usual in vision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the layers inside add numbers of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} heads, {inside:,} inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has no shape rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sizes of the tensor, without the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold 1 to {most} sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that are learned and that nothing feeds: the same for every sample.

Join them with what is calculated: added they are a bias, multiplied a weight, put in front of others a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = weight, the same for every sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carion and others, 2020 (learned queries)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the numbers begin with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For normal: how far from 0 they begin, their deviation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that never change, all the same: to add, to multiply by, or to compare with.

They are the same for every sample, and no weights: nothing is learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torch.full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What every number is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of a filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of a filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth, height and width of a filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers a filter moves at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pixels a filter moves at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many voxels a filter moves at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border around the series before filtering; &quot;same&quot; keeps the size, &quot;valid&quot; adds none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border around the image before filtering; &quot;same&quot; keeps the size, &quot;valid&quot; adds none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border around the volume before filtering; &quot;same&quot; keeps the size, &quot;valid&quot; adds none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the numbers that a filter looks at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the pixels that a filter looks at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the voxels that a filter looks at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many filters: each makes one feature map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels are split into this many groups that do not see each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a number of its own is added to each feature map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} filters {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stride {stride}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot split the {channels} channels that it takes in into {groups} equal groups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot split the {channels} channels that it makes into {groups} equal groups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[f, p] = b[f] + Σ w[f, c, k] · x[c, p·stride + k·dilation − padding], over channels c and window k
new size = ⌊(size + 2·padding − dilation·(kernel_size − 1) − 1) / stride⌋ + 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the border holds: zeros, the image mirrored, its edge repeated, or its other side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot be padded evenly: with &quot;same&quot;, a kernel of {kernel} moves the picture by half a pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>padding {padding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>padding same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot keep the size (&quot;same&quot;) and take steps of {stride} at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot take a border of {border} from an image of {got}: at most {most} with {mode} padding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slides small filters along a series, such as sound or text, and says at each place how well the filter matches.

Every filter looks at all channels of a short window, multiplies each number by a weight that is learned, and adds it all up. The same weights serve every place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lang, Waibel and Hinton, 1990 (time-delay networks: Waibel and others, 1989)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2D convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slides small filters over the image and says at each place how well the filter matches.

Every filter looks at all channels of a small window, multiplies each pixel by a weight that is learned, and adds it all up: one feature map a filter. The same weights serve every place, so a pattern is found wherever it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeCun and others, 1989; after the Neocognitron of Fukushima, 1980</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slides small filters through a volume, such as a scan or a film, and says at each place how well the filter matches.

Like a convolution of images with one axis more: every filter looks at all channels of a small block, multiplies each number by a weight that is learned, and adds it all up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ji, Xu, Yang and Yu, 2010; Tran and others, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where samples enter the network, and what size they have.

Pixels arrive as numbers between 0 and 1. A mean and a deviation, when given, are taken off and divided by before anything else, so that they travel with the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = (x − mean) / std</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeCun, Bottou, Orr and Müller, 1998 (inputs of mean 0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes of one sample: channels, height and width of an image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken off every pixel: one number for all, or one a channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every pixel is divided by it; one number for all, or one a channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What comes in: numbers to calculate with, or whole ones that stand for things, such as words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has {count} numbers for its {word} but {channels}: give one for all, or one for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} takes whole numbers that stand for things: there is no mean to take off and nothing to divide by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>normalised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the result leaves the network: usually one score a class.

A loss compares it with what was right, and learning begins there. A network may have several, such as the extra heads of GoogLeNet: what is made small in training, and shown for each batch, is the sum of their losses by their loss weights. The one that weighs most, or of equals the one made first, is the main output: accuracy, predictions, the validation loss and with it the best epoch are of it alone, and it comes first when the network is called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Szegedy and others, 2014 (several outputs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much this result counts in the training loss; of several, the one that counts most is the main one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss × {weight:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = (x − mean) / √(variance + eps)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ulyanov, Vedaldi and Lempitsky, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the running mean follows the samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a scale and a shift are learned for each channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether means of the training are kept for later use; without them every sample uses its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the learned shift is there, with the scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs more than one number in each channel, but {source} gives {got}: alone, all would become 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance normalisation of series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings each channel of each series to mean 0 and deviation 1, whatever the other samples are.

How loud the series is as a whole no longer matters. A scale and a shift can be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance normalisation of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings each feature map of each image to mean 0 and deviation 1, whatever the other samples are.

It takes the contrast out of an image, and is usual in style transfer. A scale and a shift can be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance normalisation of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings each channel of each volume to mean 0 and deviation 1, whatever the other samples are.

It takes the contrast out of a volume. A scale and a shift can be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local response normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes each number smaller where the same place of neighbouring feature maps holds large ones.

A brake between neighbours, as in the visual cortex, used by AlexNet and GoogLeNet and later given up for batch normalisation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_c = x_c / (k + alpha/size · Σ x_j²)^beta, over the size maps around c</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Krizhevsky, Sutskever and Hinton, 2012</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many neighbouring channels are taken together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strong the brake is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The power of the brake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is added to the sum of squares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs channels with an axis behind them, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fully connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connects every input number with every output number, each connection with a weight that is learned.

Also called a dense or fully connected layer. It usually stands at the end, behind a Flatten, and the last one has as many outputs as there are classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_i = b_i + Σ w_ij · x_j</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rosenblatt, 1958 (perceptron); Rumelhart, Hinton and Williams, 1986</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers come out, one a neuron.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether each neuron adds a number of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a list of numbers, but {source} gives one number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} sees only rows of {row} numbers in {got}, each by itself. Flatten first to use all {all:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} neurons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connects every pair of numbers, one from each input, with every output: how two things go together.

The outputs are sums over all products of two numbers, each with a weight that is learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_i = b_i + Σ w_ijk · a_j · b_k, with a the first input and b the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tenenbaum and Freeman, 2000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} pairs rows with rows, but its inputs are {first} and {second}: only the last sizes may differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps a list of learned numbers for each thing of a vocabulary, and gives the list of every index that comes in.

A table that is looked up. What comes in are whole numbers, such as those of words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = weight[index]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bengio, Ducharme, Vincent and Jauvin, 2003</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>indices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many different indices there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers stand for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index that stands for nothing: zeros, never learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists that are longer than this are shortened to it when they are looked up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The power p of the length that is compared with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether corrections are divided by how often an index occurs in the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether gradients hold only the rows that were looked up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one of the {count:,} indices, or empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} looks whole numbers up in a table, but {source} gives real numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matrix product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiplies the matrices of two inputs: every row of the first with every column of the second.

The last two sizes are the matrix, those in front are matrices side by side. (Its multiplications are not in the totals, which count what learned weights do.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_ij = Σ a_ik · b_kj: n × k @ k × m → n × m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binet and Cauchy, 1812; in attention: Vaswani and others, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} multiplies matrices (rows × columns), but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot multiply {first} by {second}: the last size of the first must be the last but one of the second, and those in front must agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has nothing to join: lead two or more wires to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has a single input, and passes it on unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot join {shapes}: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all must have the same size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds its inputs number by number. With a wire that skips some layers this is the shortcut of a residual network.

All inputs must have the same size; an axis of size 1 is repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = a + b + ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>He, Zhang, Ren and Sun, 2015 (residual networks)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the second input off the first, number by number. An axis of size 1 is repeated.

What two branches have in common goes away; their difference stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = a − b</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bromley and others, 1993 (siamese networks)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiplies its inputs number by number: one can open and close the other like a gate, or weigh its channels.

All inputs must have the same size; an axis of size 1 is repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = a · b · ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hochreiter and Schmidhuber, 1997 (gates); Hu, Shen and Sun, 2017 (weighed channels)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the mean of its inputs number by number, such as the mean vote of several branches.

All inputs must have the same size; an axis of size 1 is repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = (a + b + ...) / n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hansen and Salamon, 1990 (ensembles)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest of its inputs number by number.

All inputs must have the same size; an axis of size 1 is repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = max(a, b, ...)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goodfellow, Warde-Farley, Mirza, Courville and Bengio, 2013 (maxout)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concatenate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts its inputs one behind the other along one axis: usually all their feature maps together.

Unlike adding, it keeps all that its inputs say; the layers behind it have more to read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new size along dim = sum of the sizes along dim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Szegedy and others, 2014 (Inception)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis that grows; 0 is the batch, 1 the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis {dim}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they may differ only along axis {dim}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays its inputs, which must be of the same size, side by side along a new axis.

Every input becomes one slice of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n inputs of C × H × W → n × C × H × W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iverson, 1962 (arrays of any number of axes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the new axis stands; 0 is the batch, 1 comes right behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all must have exactly the same size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{several} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = (x − mean) / √(variance + eps) · weight + bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ioffe and Szegedy, 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the running mean follows the batches; a plain mean when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether means of the training are kept for later use; without them every batch uses its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the learned shift is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch normalisation of vectors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings each feature to mean 0 and deviation 1 over the batch, then scales and shifts it as learned.

Training becomes faster and less sensitive to the learning rate. In use, running means of the training take the place of the batch&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a list of numbers or of rows, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch normalisation of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings each feature map to mean 0 and deviation 1 over the batch, then scales and shifts it as learned.

Usually stands between a convolution and its activation. Training becomes faster and less sensitive to the learning rate. In use, running means of the training take the place of the batch&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs an image (channels × height × width), but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch normalisation of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings each feature of a volume to mean 0 and deviation 1 over the batch, then scales and shifts it as learned.

Usually stands between a 3D convolution and its activation. In use, running means of the training take the place of the batch&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a volume (channels × depth × height × width), but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last sizes of a sample, over which it is normalised; all of them when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold at least one size, or be empty (null)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over {sizes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is set to normalise over {wanted}, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings the numbers of each sample to mean 0 and deviation 1, then scales and shifts each as learned.

Unlike batch normalisation it does the same in training and in use, and does not depend on the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ba, Kiros and Hinton, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a scale and a shift are learned for each number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RMS normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divides the numbers of each sample by their root mean square, then scales each as learned.

Layer normalisation without the mean and the shift: cheaper, and usual in large language models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x / √(mean of x² + eps) · weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zhang and Sennrich, 2019</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the mean square, so that nothing is divided by 0; the smallest step when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a scale is learned for each number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings groups of feature maps of each sample to mean 0 and deviation 1, then scales and shifts each map as learned.

Unlike batch normalisation it does not depend on the batch, which helps when batches must be small.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wu and He, 2018</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into how many groups the channels are split; 1 takes all together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs channels, but {source} gives one number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot split {channels} channels into {groups} equal groups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opaque code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands for code that no other block can draw: one call of a function or a module of torch, just as it was written.

It runs, learns and is exported like every other block, but its fields cannot be changed in a sensible way, and it fits only the shapes that it was read with. Its multiply-accumulates are not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is called: nn.NAME, F.NAME, torch.NAME or Tensor.NAME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is given, as JSON: a list, and a record behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sizes of each input, without the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sizes of each result, without the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors that it learns, with their sizes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors that it keeps, with their sizes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why no other block could stand for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name a function of torch that may stand in a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one line of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold 1 to {most} shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must come to at most {most:,} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be plain values, since a module is made of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold tensors whose names are free in Python and torch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name an input or a tensor that the block has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} stands for {target}, which was read from code for {wanted}, but {source} gives {got}. Read the code again for other sizes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold shapes, such as 3×32×32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold tensors, such as &quot;weight: 4 3 3 3&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a short list of plain values as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name arguments as torch does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold at most {most:,} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be numbers, words, lists of them, or places of inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be an input, a tensor of the block or a stretch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be numbers, words, lists of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers are added at each side: left, right; negative ones are cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers are added at each side: left, right, top, bottom; negative ones are cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers are added at each side: left, right, top, bottom, front, back; negative ones are cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cuts so much off ({padding}) that nothing of {got} is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot take its border of {padding} out of {got}: at most {most} at each side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeCun and others, 1989 (a background of constant value)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x inside, 0 on the border
new size = size + before + behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero padding of series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds zeros before and behind a series, so that a filter also fits at its ends.

A border of one keeps the length behind a filter of three.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero padding of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a frame of zeros around an image, with its own width at each side.

In front of a convolution it keeps the size of the image, or shifts it by less than a pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero padding of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds zeros on all sides of a volume, so that a filter also fits at its faces.

A border of one keeps the size behind a filter of three.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x inside, value on the border
new size = size + before + behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the border holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant padding of series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a number of your choice before and behind a series.

With 0 it is zero padding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant padding of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a frame around an image that holds a number of your choice.

With 0 it is zero padding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant padding of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a number of your choice on all sides of a volume.

With 0 it is zero padding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[−i] = x[i] in front of the first, and so behind the last
new size = size + before + behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Johnson, Alahi and Fei-Fei, 2016 (style transfer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reflection padding of series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the series mirrored at its ends; the end itself is not repeated.

The border can be no longer than the series less one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reflection padding of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a frame that holds the image mirrored at its edges; the edge itself is not repeated.

No line appears where the image ends, unlike with zeros: usual where pictures are made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reflection padding of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the volume mirrored at its faces; the face itself is not repeated.

The border can be no wider than the volume less one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[−i] = x[0] in front of the first, and so behind the last
new size = size + before + behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signal processing (constant extension)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replication padding of series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the first and the last number of a series again and again.

No step appears at the ends, unlike with zeros.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replication padding of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a frame in which the edge of the image is repeated outwards.

No line appears where the image ends, unlike with zeros.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replication padding of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the faces of a volume again and again outwards.

No face appears where the volume ends, unlike with zeros.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[−i] = x[size − i] in front of the first, and so behind the last
new size = size + before + behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signal processing (periodic extension)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Circular padding of series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continues a series at each end with its other end, as if it were a ring.

For what comes round again, such as the hours of a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Circular padding of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continues an image at each edge with its opposite edge, as if it were wound around a tube both ways.

For what comes round again, such as a panorama.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Circular padding of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continues a volume at each face with its opposite face.

For what comes round again, such as a crystal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centre crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts the middle out of an image, as U-Net does where it leads a large picture to a smaller one.

Where the rest cannot be halved, one pixel less is cut off above and on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[i, j] = x[i + ⌊(H − h) / 2⌋, j + ⌊(W − w) / 2⌋]: H × W → h × w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ronneberger, Fischer and Brox, 2015 (U-Net)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of what is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot cut {size} out of {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[c, p] = max of x[c, p·stride + k·dilation − padding], over the window k
new size = ⌊(size + 2·padding − dilation·(kernel_size − 1) − 1) / stride⌋ + 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D max pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest number of each window of a series, and so makes it shorter.

What was found matters, not exactly where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weng, Ahuja and Huang, 1992; Riesenhuber and Poggio, 1999</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2D max pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest number of each window, and so makes the image smaller.

What was found matters, not exactly where: the network becomes less sensitive to small shifts, and the layers behind it have less to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D max pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest number of each block of a volume, and so makes it smaller.

What was found matters, not exactly where: the network becomes less sensitive to small shifts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[c, p] = Σ x[c, p·stride + k − padding] / n, over the n numbers k of the window
new size = ⌊(size + 2·padding − kernel_size) / stride⌋ + 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the zeros of the border count in the mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the sum is divided by; the number of pixels when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be another number than 0, by which nothing can be divided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D average pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the mean of each window of a series, and so makes it shorter and smoother.

Unlike max pooling it lets every number of the window count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeCun and others, 1989 (subsampling)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2D average pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the mean of each window, and so makes the image smaller and smoother.

Unlike max pooling it lets every pixel of the window count. LeNet made its maps smaller in this way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D average pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the mean of each block of a volume, and so makes it smaller and smoother.

Unlike max pooling it lets every number of the block count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[c, p] = (Σ x[c, p·stride + k]^norm_type)^(1/norm_type), over the window k
new size = ⌊(size − kernel_size) / stride⌋ + 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The power p: 1 gives the sum, large ones come near the maximum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>power {power:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D power pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the p-th powers of each window of a series and takes the p-th root: between sum (1) and maximum (infinity).

Large powers let the largest number of the window decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boureau, Ponce and LeCun, 2010; Sermanet, Chintala and LeCun, 2012</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2D power pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the p-th powers of each window of an image and takes the p-th root: between sum (1) and maximum (infinity).

Large powers let the largest pixel of the window decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D power pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the p-th powers of each block of a volume and takes the p-th root: between sum (1) and maximum (infinity).

Large powers let the largest number of the block decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of the result; an empty one stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth, height and width of the result; an empty one stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gives nothing: its result of {got} has no pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[i] = mean of x[⌊i·size/output_size⌋] to x[⌈(i + 1)·size/output_size⌉ − 1]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lin, Chen and Yan, 2013 (global average pooling)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D adaptive average pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes means over windows of a series that are laid out so that the result always has the same length.

A series of any length can so be followed by layers that need a fixed one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adaptive average pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes means over windows that are laid out so that the result always has the same size.

With 1×1 it is &quot;global average pooling&quot;: one number a feature map, whatever the size of the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D adaptive average pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes means over blocks of a volume that are laid out so that the result always has the same size.

With 1×1×1 it is global average pooling: one number a channel, whatever the size of the volume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[i] = max of x[⌊i·size/output_size⌋] to x[⌈(i + 1)·size/output_size⌉ − 1]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oquab, Bottou, Laptev and Sivic, 2015 (global max pooling)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D adaptive max pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest number of windows of a series that are laid out so that the result always has the same length.

With a length of 1 it is global max pooling: one number a channel, whatever the length of the series.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2D adaptive max pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest number of windows that are laid out so that the result always has the same size.

With 1×1 it is &quot;global max pooling&quot;: one number a feature map says whether a pattern is anywhere in the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D adaptive max pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest number of blocks of a volume that are laid out so that the result always has the same size.

With 1×1×1 it is global max pooling: one number a channel, whatever the size of the volume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a group is entered: what is connected to the group&apos;s block comes in here.

Its name is the name of the connector outside. A group may have several; they stand in the order they were made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is the entrance of a group, but stands in none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a group is left: what is connected here comes out of the group&apos;s block.

Its name is the name of the connector outside. A group may have several; they stand in the order they were made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold at least one size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold sizes of at least 1; one may be −1 and is worked out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the numbers of a sample, in their order, into axes of other sizes. Nothing is computed.

Unlike torch&apos;s reshape the batch is left out here: the sizes are those of one sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sizes → shape, with as many numbers: C·H·W = product of shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new sizes of one sample; one may be −1 and is worked out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot lay the {count:,} numbers of {got} out as {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unflatten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes one axis as several: 64 channels as 4 groups of 16. Nothing is computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n → a × b, with a·b = n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis that is written as several; 0 is the batch, 1 the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sizes it becomes; one may be −1 and is worked out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot lay the {count} of axis {dim} out as {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis {dim} to {sizes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the axes in another order, such as channels last. Nothing is computed.

The axes are numbered as torch does, with 0 for the batch, which stays in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis i of y = axis dims[i] of x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axes in their new order; 0 is the batch and comes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} must name each axis of {got} once, 0 (the batch) first and up to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drops an axis of size 1. Nothing is computed; an axis of another size is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C × 1 → C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis; 0 is the batch, −1 the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} drops nothing: axis {dim} of {got} holds {size}, not 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsqueeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds an axis of size 1. Nothing is computed.

A list of numbers becomes a series with one row, or one with rows of one number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C → 1 × C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shi and others, 2016 (sub-pixel convolution)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel shuffle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes an image larger by laying channels out as pixels: every r² channels become one that is r times as large.

Behind a convolution it draws sharp pictures without the patterns of a transposed one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C·r² × H × W → C × H·r × W·r</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times larger the image becomes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} enlarges {factor} times by making one channel of every {many}, but {source} gives {got}, and {channels} cannot be divided so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{factor} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel unshuffle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes an image smaller by laying pixels out as channels: nothing is lost, unlike pooling.

A convolution behind it sees every pixel, on maps that are r times smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C × H × W → C·r² × H/r × W/r</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times smaller the image becomes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a height and a width that can be divided by {factor}, but {source} gives {height} × {width}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers the memory holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of them stand behind each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether each gate adds a number of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share left out in training between two layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the series is also read from its end; both results come out side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What comes out: a row for each step, or only what is remembered at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a series of rows (steps × numbers), but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has a single layer: its dropout, which stands between layers, does nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recurrent layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a series step by step: what it remembers is made of the new row and of what it remembered before.

It forgets what lies far back; LSTM and GRU hold on to it longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h_t = tanh(W x_t + b + U h_(t−1) + c)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elman, 1990</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What bends the sum at every step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GRU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a series step by step with two gates, which decide what is forgotten and what is renewed.

It does much the same as an LSTM with fewer weights. (r renews, z keeps; biases are left out of the formula.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>r = σ(W_r x + U_r h), z = σ(W_z x + U_z h), n = tanh(W_n x + r · (U_n h))
h ← (1 − z) · n + z · h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cho and others, 2014</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a series step by step with a memory that three gates guard: what is written, kept, and shown.

The memory can hold on to something for hundreds of steps. (i writes, f keeps, o shows; biases are left out of the formula.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>i, f, o = σ(W x + U h), g = tanh(W_g x + U_g h)
c ← f · c + i · g, h ← o · tanh(c)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hochreiter and Schmidhuber, 1997</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers are made of the memory at each step; 0 shows all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be less than the memory, {memory:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hinton, Srivastava, Krizhevsky, Sutskever and Salakhutdinov, 2012</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share that is left out in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training, leaves out a random share of the numbers and scales the others up to make up for it.

The network cannot rely on single neurons, which helps against overfitting. In use, everything passes unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x · m / (1 − p), with m = 0 for a share p of the numbers, else 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x · m / (1 − p), with m = 0 for a share p of the channels, else 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tompson, Goroshin, Jain, LeCun and Bregler, 2014</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feature maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} leaves out whole {made_of}, but {source} gives {got}, which has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout of series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training, leaves out a random share of whole channels of a series. In use, everything passes unchanged.

Neighbouring numbers are much alike, so that dropping single ones behind a convolution has little effect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a series (channels × length), but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout of feature maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training, leaves out a random share of whole feature maps. In use, everything passes unchanged.

Neighbouring pixels are much alike, so that dropping single ones behind a convolution has little effect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout of volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training, leaves out a random share of whole volumes of features. In use, everything passes unchanged.

Neighbouring numbers are much alike, so that dropping single ones behind a convolution has little effect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout that keeps mean 0 and deviation 1, for networks with SELU.

Numbers that are left out get the value at which SELU ends for very negative ones, about −1.758; then all are scaled and shifted back to mean 0 and deviation 1. In use, everything passes unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = a · (x · m − 1.758 · (1 − m)) + b, with m = 0 for a share p of the numbers, else 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha dropout of feature maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha dropout of whole channels, for convolutional networks with SELU. In use, everything passes unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = a · (x · m − 1.758 · (1 − m)) + b, with m = 0 for a share p of the channels, else 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stochastic depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training, leaves out everything for a random share of the samples: put it at the end of a residual branch.

The network is then less deep for these samples, and learns as if many networks of different depth were averaged. What is kept is divided by 1 − p. In use, everything passes unchanged. Also called drop path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x · m / (1 − p), with m = 0 for a share p of the samples, else 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Huang, Sun, Liu, Sedra and Weinberger, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training, adds random noise to every number, so that the network does not rely on exact values.

In use, everything passes unchanged. Put it behind the Input to make the network bear with grainy images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x + std · ε, with ε normally distributed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sietsma and Dow, 1991; Bishop, 1995</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strong the noise is: its deviation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the numbers of a sample in one row, as a fully connected layer needs them. Nothing is computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C × H × W → C·H·W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeCun and others, 1989 (from maps to neurons)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first axis to join; 0 is the batch, 1 the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last axis to join; −1 is the last there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is told to flatten from axis {start} to axis {end}, but {end} comes before {start}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the image larger (or smaller) without learning: pixels are repeated, or blended from their neighbours.

Decoders and super-resolution grow their images so, often with a convolution behind it that learns the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new size = ⌊size · scale_factor⌋</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys, 1981 (cubic interpolation); Odena, Dumoulin and Olah, 2016 (resize, then convolve)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of the result. Give this or the factor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times larger the result is. Give this or the size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How new pixels are made: repeated (nearest), or blended; bilinear and bicubic are for images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When blending: whether the corner pixels stay exactly where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the factor is worked out again from the size that was rounded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} makes {got} so small that nothing is left: {result}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} does not know how large its result is to be: give a size or a factor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is given a size, {size}, and a factor, {factor}: it can follow only one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is given a size, so there is no factor that could be worked out again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot use &quot;{mode}&quot; on {got}; &quot;{fitting}&quot; blends there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} can only align corners when it blends; &quot;{mode}&quot; does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is given {value} for the result, but {source} gives {got} with {axes} axes to resize.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes everything on unchanged: a place to join wires, or to look at what flows there.

It has no weights and costs nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>He, Zhang, Ren and Sun, 2016 (identity mappings)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeezes every number to between 0 and 1 along an S. For large numbers its slope fades, and learning with it.

Its slope is y · (1 − y), at most 1/4. It turns a score into a probability of yes or no.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = 1 / (1 + exp(−x))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verhulst, 1838 (logistic curve); Rumelhart, Hinton and Williams, 1986</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sigmoid made of three straight lines: quick to compute on small devices.

It is 0 below −3 and 1 above 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = min(max(0, x / 6 + 1/2), 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Courbariaux, Bengio and David, 2015; Howard and others, 2019 (this form)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeezes every number to between −1 and 1 along an S around 0. The classic choice of the first LeNet.

Its slope is 1 − y², at most 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = (exp(x) − exp(−x)) / (exp(x) + exp(−x))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeCun and others, 1989</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard tanh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes numbers between two bounds on and cuts the others to the bounds.

Between the bounds its slope is 1, outside 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = min(max(x, min_val), max_val)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collobert, 2004</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lower bound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upper bound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be less than the upper bound, {upper:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low:g} to {high:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softsign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeezes every number to between −1 and 1, more gently than tanh.

Its slope fades more slowly for large numbers than that of tanh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x / (1 + |x|)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bergstra, Desjardins, Lamblin and Bengio, 2009</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log-sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logarithm of the sigmoid, computed so that it stays exact for very negative numbers.

With the logarithm of probabilities, products become sums.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = −ln(1 + exp(−x))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logarithm of the logistic curve of Verhulst, 1838</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tanh shrink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What tanh takes away from a number: small numbers nearly vanish, large ones come 1 nearer to 0.

Its slope is 0 at 0 and comes near to 1 for large numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x − tanh(x)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the shrinkage of Donoho and Johnstone, 1994</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Donoho and Johnstone, 1994</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large numbers must be not to become 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold {threshold:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft shrink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings every number nearer to 0 by a fixed amount, and makes those that are smaller 0.

Small numbers, which are mostly noise, go away: used where few numbers are to say much (sparse coding).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x − lambd for x &gt; lambd, x + lambd for x &lt; −lambd, else 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard shrink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes small numbers 0 and leaves the others as they are.

Unlike soft shrink, it does not touch the large ones, but it jumps at the threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x for |x| &gt; lambd, else 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves numbers above a threshold as they are and puts a fixed value in the place of the others.

With threshold and value 0 it is ReLU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x for x &gt; threshold, else value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>McCulloch and Pitts, 1943 (threshold units)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers above it pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the others become.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above {threshold:g}, else {value:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis whose numbers add up to 1; 0 is the batch, 1 the channels or classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns numbers into shares that are positive and add up to 1, such as one probability a class.

Leave it out in front of the cross-entropy loss, which contains it already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_i = exp(x_i) / Σ exp(x_j)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boltzmann, 1868; Bridle, 1990</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log-softmax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logarithm of softmax, computed exactly: one log-probability a class, as the NLL loss wants it.

Computing both steps at once avoids numbers that are too large or too small for the machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_i = x_i − ln Σ exp(x_j)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logarithm of softmax (Bridle, 1990)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis of the classes; 0 is the batch, 1 the channels or classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax turned round: the smallest number gets the largest share.

The shares add up to 1, as those of softmax do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_i = exp(−x_i) / Σ exp(−x_j)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax (Bridle, 1990) of the negative numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax over the channels at every pixel: one probability a class and pixel, as in segmentation.

The image becomes a map of probabilities, as segmentation needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[c, i, j] = exp(x[c, i, j]) / Σ exp(x[k, i, j]), over all channels k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax (Bridle, 1990) at every pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gated linear unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splits an axis in two halves, and lets one decide by its sigmoid how much of the other passes.

The result is half as large along the axis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = a · sigmoid(b), with a the first half and b the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dauphin, Fan, Auli and Grangier, 2016</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis that is split in two; −1 is the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot halve axis {dim} of {got}: {size} is odd.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Krizhevsky, Sutskever and Hinton, 2012 (channels in groups)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis that is cut; 0 is the batch, 1 the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts its input along an axis into pieces of the sizes that are given. Each piece comes out by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n → a, b, ... with a + b + ... = n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of each piece; together the size of the axis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has pieces of {pieces}, together {total}, but axis {dim} of {got} holds {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chunk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts its input along an axis into equal pieces; the last may be smaller. Each piece comes out by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n → pieces of ⌈n / chunks⌉</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pieces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot cut the {size} of axis {dim} into {chunks} pieces of {each}: there would be {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes a stretch of its input along an axis, as Python&apos;s slices do: from start to end, without the end.

Behind a transformer, 0 to 1 along axis 1 takes the class token out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[i] = x[start + i·step]
new size = ⌈(end − start) / step⌉</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis; 0 is the batch, 1 the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first place that is kept, counted from 0; negative ones count from the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first place that is kept no more; up to the last when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every which one is kept: 2 keeps every second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} keeps nothing of the {size} of axis {dim}: none is {stretch}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {start} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {start} to before {end}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts an image into patches and makes a row of numbers of each, with the same learned matrix for all.

A convolution whose step is its window, with its maps written as rows: the way into a vision transformer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[p] = b + W · patch p
rows = ⌊height / patch_size⌋ · ⌊width / patch_size⌋</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dosovitskiy and others, 2020 (ViT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers stand for a patch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers a patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of a patch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a learned number is added to each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} leaves pixels out: patches of {patch} do not cover {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{patch} to {width}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a row that is learned for each place, so that attention, which sees no order, can tell places apart.

Every sample gets the same row at the same place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x + weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gehring and others, 2017; Vaswani and others, 2017</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distances to centres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps a number of learned centres, points as long as its input, and gives the squared distance to each of them.

With a Gaussian behind it is the hidden layer of an RBF network (radial basis functions): a unit answers to what lies near its centre, where a neuron of a fully connected layer answers to one side of a plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y_i = Σ (x_j − w_ij)^2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broomhead and Lowe, 1988; Moody and Darken, 1989</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many centres there are; one distance comes out for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far from 0 the numbers begin: their deviation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} centres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns squared distances into nearness: 1 at the centre, and falling to 0 like a bell around it.

Put it behind distances to centres. If everything far away comes out as 0, nothing is learned: choose beta near 1 divided by the usual squared distance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = exp(−beta · x)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broomhead and Lowe, 1988</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How narrow the bell is: 1 / (2 σ²) for a bell of the deviation σ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beta {beta:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sinusoidal positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds waves of different lengths to a series of rows, so that attention, which sees no order, can tell places apart.

Nothing is learned: the place can be read from the waves as the time from the hands of a clock. Rows that are equally far apart always differ in the same way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[t, 2i] = x[t, 2i] + sin(t / base^(2i/d))
y[t, 2i + 1] = x[t, 2i + 1] + cos(t / base^(2i/d)), with d numbers a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much longer the longest wave is than the shortest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts one learned row in front of the others, which gathers what the whole image is while rows look at each other.

Take it out again behind the transformer with a Slice of 0 to 1 along axis 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = (token, x_1, x_2, ... x_n): n rows → n + 1 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devlin, Chang, Lee and Toutanova, 2018 (BERT); Dosovitskiy and others, 2020 (ViT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers are cut off each side of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pixels are cut off each side of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many voxels are cut off each side of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the numbers that a filter paints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the pixels that a filter paints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the voxels that a filter paints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers added at the end of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows and columns added at the end of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slices, rows and columns added at the end of the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[f, q] = b[f] + Σ w[c, f, k] · x[c, p], over all p·stride + k·dilation = q + padding
new size = (size − 1)·stride − 2·padding + dilation·(kernel_size − 1) + output_padding + 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} can add fewer rows and columns than its stride or dilation: at most {most} here, not {added}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} would cut {padding} off each side and leave nothing of {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a series longer: every number paints a short, learned patch, and patches that overlap are added.

It runs a convolution backwards in shape, and is used to make sound or text from features. (Torch knows only zeros as its padding mode, so there is nothing to choose there.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zeiler, Krishnan, Taylor and Fergus, 2010</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2D transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the image larger: every pixel paints a small, learned patch, and patches that overlap are added.

It runs a convolution backwards in shape, and is used to draw pictures from features. (Torch knows only zeros as its padding mode, so there is nothing to choose there.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a volume larger: every number paints a small, learned block, and blocks that overlap are added.

It runs a convolution backwards in shape, and is used to draw volumes from features. (Torch knows only zeros as its padding mode, so there is nothing to choose there.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands for a layer that was saved by another version of the program.

It keeps everything that was saved about the layer and every wire on it, so nothing is lost when the project is saved again. It has as many inputs and outputs as wires led to it and away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kind of layer that is missing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved about it, as JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many inputs it has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many outputs it has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a record in JSON, such as {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is a {missing}, a kind of layer that this version of the program does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nameless layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y[index of x] = x, and y = 0 elsewhere
new size = (size − 1)·stride − 2·padding + kernel_size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zeiler and Fergus, 2013 (switches); Badrinarayanan and others, 2015 (SegNet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The border that the pooling had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size before the pooling, needed where windows did not fit evenly; worked out when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs the indices of a max pooling here, but {source} gives numbers that were calculated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs one index for each number of {numbers}, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot make {wanted}: with these windows it makes {even}, give or take less than a step of {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1D max unpooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoes a max pooling of a series as far as that can be: its numbers return to where they were, the rest is zero.

Lead the second output of the pooling (indices) to the second input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The length before the pooling, needed where windows did not fit evenly; worked out when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2D max unpooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoes a max pooling of an image as far as that can be: its numbers return to where they were, the rest is zero.

Lead the second output of the pooling (indices) to the second input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D max unpooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoes a max pooling of a volume as far as that can be: its numbers return to where they were, the rest is zero.

Lead the second output of the pooling (indices) to the second input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth, height and width of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border around the series; at most half of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border around the image; at most half of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border around the volume; at most half of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the numbers of a window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the pixels of a window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between the voxels of a window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the window moves at a time; by its own size when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a last window that is only partly filled counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size}, stride {stride}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} can have a border of at most half its window: {most}, not {padding}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs at least {needed} without its border, but {source} gives {got}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a second output says where the largest numbers were, for an unpooling.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Loss over epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gap {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each batch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Saved to {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{project}[*] – Convas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log folder cannot be made: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logs are in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapsHeader</name>
    <message>
        <source>Maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the block makes of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights the block slides over its input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own scale for each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own colour scale for each map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, the first {1} shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {0}, batch {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best weights</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>best: epoch {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>continued</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaskCard</name>
    <message>
        <source>truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prediction, IoU {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forget these files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MetricPlot</name>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} over epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without learning {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Metrics</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-5 accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROC AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hamming loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All labels right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value:.2%}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value:.2f} dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MosaicCanvas</name>
    <message>
        <source>{0}, row {1}, column {2}: {3}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MosaicView</name>
    <message>
        <source>Maps of the layer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MultiLabelView</name>
    <message>
        <source>Images with their labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On how many images it holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of those said to have it do have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of those that have it were found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average precision: how well the images that have it come first, 100% is perfect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the labels are right; all of them on {0} of {1} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: it has {1}; predicted: {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images whose labels are right or wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only images with this label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bold: the image has the label. Bar: how probable the network finds it; from the line on it says yes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not one wrong here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MultiPage</name>
    <message>
        <source>These blocks share no field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs per sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NameEditor</name>
    <message>
        <source>New name of {block}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkChoice</name>
    <message>
        <source>Network in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a class or a function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be told {0}; write a function that does, and import that instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the parameters are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved, not learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MACs per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a layer on the left, or drag it onto the canvas. Input and Output come along, and blocks wire themselves. Choose data in the toolbar and the sizes follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a block to see and change its fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>   for the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>   for a batch of {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>What is worth knowing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsBox</name>
    <message>
        <source>How {0} are made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OrderBox</name>
    <message>
        <source>Worst first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in the data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairInput</name>
    <message>
        <source>{0}, height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width change together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width change separately</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Select blocks and press Ctrl+G</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a few letters; Enter adds the first layer found after the selected block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layer is called “{0}”. Try what it does, for example “pool” or “dense”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturesView</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR, mean of the pictures; that of the inputs is {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR, mean of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: PSNR {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: PSNR {1}, that of its input {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference ×{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference ×{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strong differences are drawn; black is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotCard</name>
    <message>
        <source>Values under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotsPane</name>
    <message>
        <source>LOSS BY EPOCH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric to draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY EPOCH, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY EPOCH, dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BY EPOCH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic loss scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing of the loss of each batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole course (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the curves as a table or a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of the epochs (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be written: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Predictions</name>
    <message>
        <source>These predictions cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PredictionsPanel</name>
    <message>
        <source>Predictions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train again to see what the network predicts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} validation images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} training images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, best weights (epoch {1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, best weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, epoch {1}, batch {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data have no test images. Give them some in the data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image was predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict now shows validation images as the network sees them; test images follow at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a network: at the end, the test images show here what it gets right and wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No predictions yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict validation images with the weights as they are; what is learned does not change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Possible while a training runs or is paused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plotting rate in Hz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often plots are drawn in a training; twice as often under the mouse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where runs, downloads and logs are kept; empty for the usual place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of data sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where data sets that you have already are looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For trainings whose recipe does not say; 0 takes all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems. The network is ready to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to check yet: the canvas is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemRow</name>
    <message>
        <source>Show where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the group and select the block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>{block} would give {shape} for every sample: no machine can hold that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group has no Group input: nothing could be led into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group has no Group output: nothing would come out of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is an end of a whole network and cannot stand inside a group: take a Group output instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is an end of a whole network and cannot stand inside a group: take a Group input instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no Input: nothing says what goes in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network has no Output: nothing says which result counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is the exit of a group, but stands in none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A wire of {block} begins or ends at a connector that does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>block {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} feed each other in a loop, so there is no order in which they could be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} uses the weights of a block that is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} uses the weights of {owner}, but the two are not set alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} uses the weights of {owner}, which has none of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} uses the weights of {owner}, which do not fit: {tensor} is {there} there, and {block} needs {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} does not lead to the Output: it is left out of training and export, with what feeds only it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} does not lead to a Group output: it is left out, with what feeds only it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} does not lead to an Output: whatever comes in, the result would be the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has nothing to join: lead two or more wires to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is not connected: nothing says which result counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} is not connected: nothing says what comes out of the group there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} has no input: connect it to the block whose result it works on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} counts for nothing: its loss weight is 0, and no other Output has one, so nothing would be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} all get the same image: the data hold one image a sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} takes {shape} and {first} {there}, but every Input gets the same images: give both one size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} takes whole numbers that stand for things, but the data are images of {data}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} takes {shape}, but the data are images of {data} (channels × height × width).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} takes images of {shape}, but the data are {data}: images have 1 channel (grey) or 3 (colour).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gets maps of {shape} for images of {sizes}: only the middle of each image is learned, its border is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss {loss} does not suit the task {task}; choose {losses} in the recipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} stands in front of the loss: cross entropy applies softmax itself, and a second one keeps the scores close together, so that learning slows down. Probabilities come out all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs one score for each of {count} classes, but {source} gives {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gives {given} scores, but there are {count} classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} gives {shape} numbers, but no Linear or Conv2d makes one score for each of {count} classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} together give {shape} scores, but there are {count} classes: end in one block that gives the scores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs one score for each of {count} labels, but {source} gives {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gives {given} scores, but there are {count} labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} gives {shape} numbers, but no Linear or Conv2d makes one score for each of {count} labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} together give {shape} scores, but there are {count} labels: end in one block that gives the scores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a picture of the Input&apos;s shape ({sizes}), but {source} gives {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gives {given} channels, which do not make a picture of the Input&apos;s shape; it takes {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} gives {shape}, which is not a picture of the Input&apos;s shape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} together give {shape}, which is not a picture of the Input&apos;s shape: end in one block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs {count} numbers ({names}), but {source} gives {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gives {given} numbers, but {count} are to be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} gives {shape} numbers, but no Linear or Conv2d makes the {count} that are to be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} together give {shape} numbers, but {count} are to be learned: end in one block that gives the numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a map of scores for each of {count} classes at the image&apos;s size ({sizes}), but {source} gives {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gives {given} scores for each pixel, but there are {count} classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} gives {shape}, but no Conv2d makes a map of scores for each of {count} classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} together give {shape}, but there are {count} classes: end in one 1×1 convolution that gives the scores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} needs a picture {factor} times as large as the Input ({sizes}), but {source} gives {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} gives {given} channels, which do not make a picture of the data&apos;s channels; it takes {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} gives {shape}, which is not the larger picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} together give {shape}, which is not the larger picture: end in one block.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>&amp;Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One that fits is looked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels, height and width. Empty: one that fits is found. Several inputs: a semicolon between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels, height and width. Needed only where the file leaves them open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Quick add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for a layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for a layer ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceptiveFieldRow</name>
    <message>
        <source>The receptive field: all pixels of the image that one number here depends on. What lies outside of it cannot change the number. The border that padding adds counts too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value sees all of the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value sees a single one of the {unit} of the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value sees a single one of the {unit} of the input, {steps} apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value sees {seen} {unit}, more than the {whole} of the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value sees {seen} {unit}, more than the {whole} of the input, {steps} apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value sees {seen} {unit} of the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value sees {seen} {unit} of the input, {steps} apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>voxels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>SGD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary cross entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is made small: how wrong the outputs are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The length of a step; may be changed while it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples in a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often every training sample is seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the last step goes on; for Momentum and Nesterov.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull of every weight towards zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For classes of unequal size: weigh them in the training loss, or draw them equally often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End when the validation loss has not fallen for some epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many epochs without a better one end it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same seed, same threads: same losses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor cores to use; 0 takes all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it runs; auto: on a GPU if there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe balances classes ({choice}), but the task {task} has no classes of images. Choose none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pair} sets nothing; write NAME=VALUE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe has no field {name}. Did you mean {near}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe has no field {name}; it has {names}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecipeBox</name>
    <message>
        <source>Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While it trains, only the learning rate can be changed; it takes effect at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegressionView</name>
    <message>
        <source>Numbers of the chosen image, and the errors of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R² of {0}; mean absolute error {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number to plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the image whose number is further off than all that follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of the chosen image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the network gives for the chosen image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction less truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean absolute error of all images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of the variance that is explained: 1 is perfect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: it is {1}, predicted {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Repairs</name>
    <message>
        <source>Set {changes} in {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert {kind} before {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert {kind} between {source} and {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make {block} a {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} to {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first}, {next}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} and {next}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an Input before {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an Output after {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect {source} to {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert {kinds} before {block}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert {kinds} before {block}, to match {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let {block} take the images, and flatten them behind it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give {block} weights of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the broken wires</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportPane</name>
    <message>
        <source>The images were not looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop looking at the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report on the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to beware of was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put mean and deviation into the Input block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to {1}, {2} different values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always guessing {0} is right for {1} of the {2} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked for: the images are too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 repeat: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} repeats, such as {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put mean and deviation into Input</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RightWrongSwitch</name>
    <message>
        <source>Wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoleTable</name>
    <message>
        <source>Columns of the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the column {0} is taken for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>The weights in {folder} are not those of its network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was written by another version of the program ({version}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of this run cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run has no {file}: it ended before its weights were written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read as weights; it may be cut off or something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds no weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of the run in {folder} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are a thousand runs named {name} in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SampleList</name>
    <message>
        <source>Images of the validation set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, validation image {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SamplePane</name>
    <message>
        <source>Which images are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search a label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images with what is known of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image here has a label whose name holds “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image here is of a class whose name holds “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}×{1} as the network gets it, {2}×{3} as it shall give it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the network gets it, and as it shall give it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScatterPlot</name>
    <message>
        <source>{0}, truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions of {0} against the truth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SegmentationView</name>
    <message>
        <source>Images with their masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes with their colours and scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels that are it and were taken for it, of those that are either</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the images it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean IoU; {0} of the pixels are right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: {1}; IoU {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strong the masks are drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image has this class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme and plotting rate change at once; folders and cores count from the next training on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {variable} is set in the environment, so it is {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeverityIcon</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShapeField</name>
    <message>
        <source>Size of a sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShareBars</name>
    <message>
        <source>Parameters by block: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0} smaller ones</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SharedWeightsRow</name>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks that share their weights learn together, and are counted once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared with {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>those of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own weights of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share weights of {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>On the canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the next block too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift + arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the selected blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl + arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space and drag, or the middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End what is going on, or leave the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up arrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down arrow</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command or key is called so.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Source</name>
    <message>
        <source>A group repeats with too many fields of one letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two blocks have the same name; a name can be given once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} cannot call {target} as it says: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} stands for {target}, which does not hold {tensor} as it says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block} stands for {target}, which gives {given}, not {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path!r} is not the name of a module of torch.nn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A {kind} is no constant of numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A {kind} cannot be written as a literal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name!r} is not the name of an argument.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing drawn yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Columns of a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the first row names the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder that the paths begin at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that the paths begin at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The &amp;first row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the &amp;images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder that the paths begin at</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskBox</name>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Task</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Classification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of several classes for each image; the largest score is the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any number of labels for each image, each of them yes or no.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image itself, as autoencoders draw it again; from a noisy or masked one it is denoising.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One or several numbers for each image, such as a position or an angle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class for each pixel of the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Super-resolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image two, three or four times as large, sharper than by enlarging it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>mixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TotalsLabel</name>
    <message>
        <source>Size of the network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>A learning rate is a number above 0, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch size of {size:,} is more than the {count:,} training images: every epoch is a single batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no validation images, so no epoch is called the best; early stopping follows the training images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images do not fit on the GPU beside the network: they stay in memory, and each batch is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the training loss, samples count by their class: from {low:.3g} for {large} to {high:.3g} for {small}. What is measured counts every sample alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every class is drawn equally often, so the samples of small classes are learned from several times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training loss is {sum}. What is measured is {main} alone, the main output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused at batch {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resumed at batch {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stepped at batch {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate {value:g} at batch {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved at batch {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>continued at batch {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overfitting since epoch {since}: up to epoch {until} the validation loss rose from {val_from:.4f} to {val_to:.4f}, while the training loss fell from {train_from:.4f} to {train_to:.4f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ending} {measured}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ending} {measured} {compared}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} at batch {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the data were ready; nothing was trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the first batch; nothing was trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after {epochs} and {step:,} batches; the weights are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by itself after {epochs}: {title} on the validation images has not risen for {stale}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by itself after {epochs}: the validation loss has not fallen for {stale}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} {value} on {count:,} test images with the last weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} {value} on {count:,} test images with the best weights (epoch {epoch}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} of {count:,} test images are right with the last weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} of {count:,} test images are right with the best weights (epoch {epoch}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95% interval: {low} to {high}. Without learning: {baseline}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95% interval: {low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without learning: {baseline}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: {epochs}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss became no number. The last good weights, those after batch {step:,}, are kept. A lower learning rate may help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss became no number at batch {broken_at:,}. The last good weights, those after batch {step:,}, are kept. A learning rate below {rate:g} may help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network needs an Input block, and this one has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} takes {first_size} and {other} takes {other_size}, but every Input gets the same images: give both one size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe asks for a GPU, but this torch was made without support for GPUs. Choose the device auto or cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe asks for a GPU, but torch finds no GPU it can use. Choose the device auto or cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{block_name}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backward pass failed (torch does not say at which block): {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU&apos;s memory is full ({free:.1f} of {total:.1f} GiB free). A smaller batch size needs less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The machine&apos;s memory is full. A smaller batch size needs less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot be read or written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot be read or written: {reason} ({file}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch normalization cannot learn from a single sample with one value per channel. Take a batch size of 2 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The saved state of this run does not fit the network; start a new training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No block of this network has weights, so there is nothing to learn. Add a Linear or a Conv2d.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no network yet. Add blocks from the palette, or begin with one from the welcome page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the data to learn from first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output of this network, {shape}, means no task that can be learned here yet: detection comes later. To train it for something else, choose data and task yourself, with --data and --task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe is the one that suits {data}: batch size {size}, {count} epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe is the one that suits {data}: batch size {size}, {count} epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network was changed since this run. Start a new training, or undo the changes to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data were changed since this run. Start a new training, or choose the earlier data to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training ended by a mistake in Convas, not yours; the log tells what happened. The weights of the best epoch so far are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ending} {overfitting}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ending the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training broke off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data are not those that this run was trained on: {changes}. Start a new training, bring the earlier data back, or go on with the data as they are now: then images that the run knew stay in their part, and new ones are divided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outputs of this run stand for {before}, in this order; the data have {now} now. Bring the earlier order back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train, and see here how the loss falls and the network becomes better, batch by batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No curves yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RECIPE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The canvas has changed since this network began to train. The curves belong to the network as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The canvas has changed since this network was trained. Train to teach what is drawn now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingSession</name>
    <message>
        <source>There is nothing to continue: this network has not been trained yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The canvas has changed since this network was trained, so its weights no longer fit. Train starts afresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training is still running; stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for this run cannot be made: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingWiring</name>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsageBox</name>
    <message>
        <source>Python that loads the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the Python that loads the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>red, green and blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes a batch of pictures as numbers from 0 (black) to 1 (white), {0} × {1} × {2} × {3} ({4}): divide bytes by 255, nothing else. A JSON file beside it lists the classes and all of this.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Variant</name>
    <message>
        <source>{0}, kind of value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that you save are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a network, train it, watch it learn, take it away as plain PyTorch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train LeNet-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See a network learn to read digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeNet-5 learns from 1,797 handwritten digits while you watch the loss fall and the feature maps sharpen. Nothing to download, nothing to set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>START FROM A NETWORK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MORE NETWORKS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{year} · {task} · {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{year} · {task}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}
{year} · {task} · {data}
{count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}
{year} · {task}
{count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OR BEGIN WITH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python or ONNX…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or drop a folder on the window: one folder of images for each class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RECENT</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Whole</name>
    <message>
        <source>mixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Worker</name>
    <message>
        <source>This is a mistake in Convas, not yours; the log tells what happened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Add {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Zoo</name>
    <message>
        <source>{names} gives {count} scores, one a class, instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} gives {count} scores, one a label, instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} gives {count} maps of scores, one a class, instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} gives {count} numbers instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} gives {count} channels instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} give {count} scores, one a class, instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} give {count} scores, one a label, instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} give {count} maps of scores, one a class, instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} give {count} numbers instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} give {count} channels instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} gives 1 score, for the one label, instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} gives 1 number instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} gives 1 channel instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} gives boxes: its task, detection, cannot be learned here yet. It comes without data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no data here for {title}, whose task is {own}. Data that suit: {data}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is made for another task, {own}: it comes without data. Data that suit: {data}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} does not give what is asked for in this task, {own}: it comes without data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of {size} are resized to {own}, the size of {title}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Input takes images of {now}, as they are, instead of {own}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Input takes 1 channel instead of {own}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Input takes {channels} channels instead of {own}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images are made grey, as {title} gives them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images are given three channels, as {title} gives them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detection (later)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no network called &quot;{name}&quot;; there are: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no network called &quot;{name}&quot;; there are: {names}. Did you mean &quot;{near}&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AlexNet of 2012</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The winner of ImageNet 2012 as published: three convolutions in two groups, one for each graphics card of then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ZFNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AlexNet looked into: a finer first layer, no groups. It won ImageNet 2013.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AlexNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AlexNet on one graphics card: fewer filters in front, no groups and no normalisation. The one in torchvision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deep autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A digit of 784 pixels squeezed into 30 numbers and drawn again from them, as Hinton and Salakhutdinov did it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolutional autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three convolutions halve a digit to 64 maps of 4×4; three transposed ones draw it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ConvNeXt-T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A residual network rebuilt after the example of transformers: windows of 7×7, layer normalisation, GELU. The two matrices of each block stand as 1×1 convolutions, which are the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DenseNet-121</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In four blocks every layer sees the maps of all layers before it, and adds only 32 of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EfficientNet-B0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inverted residual blocks that weigh their channels, with sizes that a search found: much accuracy for few weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FCN-32s on VGG-16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VGG-16 whose fully connected layers slide over the image; its coarse scores are enlarged 32 times at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FCN-8s on VGG-16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As FCN-32s, but the coarse scores are joined with finer ones of two earlier stages before they are enlarged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GoogLeNet of 2014</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nine Inception blocks, each looking through windows of 1×1, 3×3 and 5×5 side by side. As published, without the two extra heads that help in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GoogLeNet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GoogLeNet as torchvision has it: batch normalisation throughout, and 3×3 windows where the paper has 5×5. Without the two extra heads that help in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GoogLeNet of 2014, three heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GoogLeNet as it was trained: two extra heads half-way, each counted by 0.3, help the gradient on its way to the first blocks. What is measured is the last head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GoogLeNet, three heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GoogLeNet as torchvision trains it: with two extra heads half-way, each counted by 0.3. What is measured is the last head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception-v3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large windows are taken apart into thin ones, 7×7 into 1×7 and 7×1, for images of 299×299. Without the extra head that helps in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception-v3, two heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception-v3 as torchvision trains it: with an extra head behind the 7×7 blocks, counted by 0.4. What is measured is the last head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeNet-5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two convolutions with ReLU and max pooling, then three linear layers. The first network to draw and to train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeNet-5 with tanh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in the paper: tanh and average pooling. It learns more slowly than the modern one; compare the curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeNet-1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As published in 1990: 4 and 12 maps, of which each sees one or two; means with a learned weight; 2,578 parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeNet-4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the 1998 paper tells it, in the layers it names: 4 maps, 8 subsampled, 16 maps, 120 units. The paper says about 17,000 parameters; with every map connected they are more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LeNet-5 of 1998</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As published: learned subsampling, and a table of who sees whom in the third layer. 60,000 trained parameters, and 840 of the output, which were fixed then and are learned here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MobileNetV2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks that are wide inside and narrow between, with convolutions that look at each map by itself: small and fast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nielsen: no convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A hundred sigmoid neurons that see the whole digit: what the networks with convolutions are compared with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nielsen: one convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One convolution of 20 filters, pooled before its sigmoid, then a hundred neurons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nielsen, chapter 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the book on digits: two convolutions, pooled before ReLU. Its softmax is left to the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nielsen: wide, with dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two convolutions and two layers of a thousand neurons that only dropout keeps from learning the digits by heart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network in Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1×1 convolutions make a small network of every window, and the mean of each last map is a score. For CIFAR-10.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RegNetY-400MF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residual blocks in groups whose widths follow one simple rule, found by looking at many networks at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{blocks} residual blocks of two 3×3 convolutions, each with a shortcut around it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{blocks} residual blocks of a narrow 3×3 convolution between two of 1×1, each with a shortcut around it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ResNet-{layers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ResNet-20 for 32×32 images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nine residual blocks in three stages. Where the size changes, the shortcut is a 1×1 convolution (option B).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ResNet-{layers} of the paper, 32×32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{blocks} residual blocks in three stages, with the paper&apos;s shortcuts that learn nothing: where the size changes, every second pixel and empty channels (option A).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ShuffleNetV2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half of the channels pass each block untouched; shuffling lets all be worked on in the end. Made to be fast, not only to count few multiplications.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SqueezeNet 1.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eight modules that squeeze to few maps and expand with 1×1 and 3×3 filters: a network of 5 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRCNN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpens an image that was enlarged three times before: three convolutions of 9×9, 1×1 and 5×5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ESPCN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works on the small image and lays nine maps out as one three times larger, which makes it quick enough for video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TensorFlow tutorial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The digit recogniser of TensorFlow&apos;s classic tutorial: two wide convolutions and one large linear layer with dropout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U-Net of 2015</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down four steps to see the whole and up again to see where: two scores for each pixel of a microscope&apos;s image. As published, for tiles of 572×572.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small U-Net</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A U-Net of three steps with padding and batch normalisation, whose result is as large as its image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VGG-{layers} with batch norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VGG-{layers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} convolutions of 3×3 in five stages, then three fully connected layers that hold most weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} convolutions of 3×3 in five stages, then three fully connected layers that hold most weights; each convolution is normalised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VGG-8 for 32×32 images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Six 3×3 convolutions with batch norm in three stages, then two linear layers: VGG&apos;s idea at the size of CIFAR images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vision transformer B/16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No convolution but the first: 196 patches of 16×16 pixels look at each other in twelve layers of attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YOLO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says in one look what is where: for each of 7×7 places two boxes of five numbers and a score for 20 kinds of things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All-CNN-C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pooling and no linear layer: convolutions with stride 2 make the maps smaller, and the mean of each last map is a score. For CIFAR-10.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perceptron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One layer that weighs the pixels for each class: the oldest learning network, and what to beat first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP 784-300-10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A multilayer perceptron: 300 hidden neurons see the whole digit. LeNet-5 was compared with it in 1998.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RBF network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radial basis functions: a thousand units, each of which answers to digits near a centre that it learns, then ten linear neurons.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
