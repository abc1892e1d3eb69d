"""What people read in front of a field that declares no label of its own: its name in words, as a literal to translate.

Fields are named as torch's arguments, and many layers share a name, so a label is written here once instead of at each field.
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.common.fields import Param
from builder.common.messages import QT_TRANSLATE_NOOP, Template

LABELS: Mapping[str, Template] = {
    "shape": QT_TRANSLATE_NOOP("Fields", "Shape"),
    "mean": QT_TRANSLATE_NOOP("Fields", "Mean"),
    "holds": QT_TRANSLATE_NOOP("Fields", "Holds"),
    "loss_weight": QT_TRANSLATE_NOOP("Fields", "Loss weight"),
    "start": QT_TRANSLATE_NOOP("Fields", "Start"),
    "value": QT_TRANSLATE_NOOP("Fields", "Value"),
    "kernel_size": QT_TRANSLATE_NOOP("Fields", "Kernel size"),
    "stride": QT_TRANSLATE_NOOP("Fields", "Stride"),
    "padding": QT_TRANSLATE_NOOP("Fields", "Padding"),
    "dilation": QT_TRANSLATE_NOOP("Fields", "Dilation"),
    "groups": QT_TRANSLATE_NOOP("Fields", "Groups"),
    "bias": QT_TRANSLATE_NOOP("Fields", "Bias"),
    "padding_mode": QT_TRANSLATE_NOOP("Fields", "Padding mode"),
    "output_padding": QT_TRANSLATE_NOOP("Fields", "Output padding"),
    "ceil_mode": QT_TRANSLATE_NOOP("Fields", "Ceil mode"),
    "return_indices": QT_TRANSLATE_NOOP("Fields", "Return indices"),
    "count_include_pad": QT_TRANSLATE_NOOP("Fields", "Count include pad"),
    "divisor_override": QT_TRANSLATE_NOOP("Fields", "Divisor override"),
    "output_size": QT_TRANSLATE_NOOP("Fields", "Output size"),
    "padding_idx": QT_TRANSLATE_NOOP("Fields", "Padding idx"),
    "max_norm": QT_TRANSLATE_NOOP("Fields", "Max norm"),
    "norm_type": QT_TRANSLATE_NOOP("Fields", "Norm type"),
    "scale_grad_by_freq": QT_TRANSLATE_NOOP("Fields", "Scale grad by freq"),
    "sparse": QT_TRANSLATE_NOOP("Fields", "Sparse"),
    "bidirectional": QT_TRANSLATE_NOOP("Fields", "Bidirectional"),
    "result": QT_TRANSLATE_NOOP("Fields", "Result"),
    "nonlinearity": QT_TRANSLATE_NOOP("Fields", "Nonlinearity"),
    "proj_size": QT_TRANSLATE_NOOP("Fields", "Proj size"),
    "dropout": QT_TRANSLATE_NOOP("Fields", "Dropout"),
    "add_bias_kv": QT_TRANSLATE_NOOP("Fields", "Add bias kv"),
    "add_zero_attn": QT_TRANSLATE_NOOP("Fields", "Add zero attn"),
    "self_attention": QT_TRANSLATE_NOOP("Fields", "Self attention"),
    "activation": QT_TRANSLATE_NOOP("Fields", "Activation"),
    "layer_norm_eps": QT_TRANSLATE_NOOP("Fields", "Layer norm eps"),
    "norm_first": QT_TRANSLATE_NOOP("Fields", "Norm first"),
    "patch_size": QT_TRANSLATE_NOOP("Fields", "Patch size"),
    "base": QT_TRANSLATE_NOOP("Fields", "Base"),
    "eps": QT_TRANSLATE_NOOP("Fields", "Eps"),
    "momentum": QT_TRANSLATE_NOOP("Fields", "Momentum"),
    "affine": QT_TRANSLATE_NOOP("Fields", "Affine"),
    "track_running_stats": QT_TRANSLATE_NOOP("Fields", "Track running stats"),
    "normalized_shape": QT_TRANSLATE_NOOP("Fields", "Normalized shape"),
    "elementwise_affine": QT_TRANSLATE_NOOP("Fields", "Elementwise affine"),
    "alpha": QT_TRANSLATE_NOOP("Fields", "Alpha"),
    "beta": QT_TRANSLATE_NOOP("Fields", "Beta"),
    "k": QT_TRANSLATE_NOOP("Fields", "K"),
    "negative_slope": QT_TRANSLATE_NOOP("Fields", "Negative slope"),
    "num_parameters": QT_TRANSLATE_NOOP("Fields", "Num parameters"),
    "init": QT_TRANSLATE_NOOP("Fields", "Init"),
    "approximate": QT_TRANSLATE_NOOP("Fields", "Approximate"),
    "lower": QT_TRANSLATE_NOOP("Fields", "Lower"),
    "upper": QT_TRANSLATE_NOOP("Fields", "Upper"),
    "threshold": QT_TRANSLATE_NOOP("Fields", "Threshold"),
    "dim": QT_TRANSLATE_NOOP("Fields", "Dim"),
    "start_dim": QT_TRANSLATE_NOOP("Fields", "Start dim"),
    "end_dim": QT_TRANSLATE_NOOP("Fields", "End dim"),
    "size": QT_TRANSLATE_NOOP("Fields", "Size"),
    "scale_factor": QT_TRANSLATE_NOOP("Fields", "Scale factor"),
    "mode": QT_TRANSLATE_NOOP("Fields", "Mode"),
    "align_corners": QT_TRANSLATE_NOOP("Fields", "Align corners"),
    "recompute_scale_factor": QT_TRANSLATE_NOOP("Fields", "Recompute scale factor"),
    "end": QT_TRANSLATE_NOOP("Fields", "End"),
    "step": QT_TRANSLATE_NOOP("Fields", "Step"),
    "loss": QT_TRANSLATE_NOOP("Fields", "Loss"),
    "optimizer": QT_TRANSLATE_NOOP("Fields", "Optimizer"),
    "learning_rate": QT_TRANSLATE_NOOP("Fields", "Learning rate"),
    "batch_size": QT_TRANSLATE_NOOP("Fields", "Batch size"),
    "epochs": QT_TRANSLATE_NOOP("Fields", "Epochs"),
    "weight_decay": QT_TRANSLATE_NOOP("Fields", "Weight decay"),
    "early_stopping": QT_TRANSLATE_NOOP("Fields", "Early stopping"),
    "patience": QT_TRANSLATE_NOOP("Fields", "Patience"),
    "seed": QT_TRANSLATE_NOOP("Fields", "Seed"),
    "threads": QT_TRANSLATE_NOOP("Fields", "Threads"),
    "device": QT_TRANSLATE_NOOP("Fields", "Device"),
}


def label_of(name: str, param: Param) -> str:
    """The label of a field: as declared, as listed here, or its name in words.

    Names in words are left for the fields of groups, which people name themselves.
    """
    return param.label or LABELS.get(name) or name.replace("_", " ").capitalize()
