"""The canvas: the network as blocks and wires, and all that a person does to it with pointer and keyboard.

Items and scene (item_store, scene, block_item, wire_item, item_looks, block_pixmaps, routing, hit_testing, texts) show the
workspace and never write it; viewport moves a view over a scene; overlays/ lie over the view; commands/ edit the workspace
without needing a view; gestures/ turn the pointer into commands; workspace_follower keeps all in step with the workspace;
view receives Qt's events and holds the rest. Imports go one way: view -> workspace_follower -> gestures -> commands ->
viewport -> scene -> items, and overlays -> viewport. From outside: builder, gui.model and gui.common. The command table
(gui.shell) knows the canvas and installs its commands; the canvas does not know it.
"""
