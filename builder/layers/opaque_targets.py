"""The allow-list of opaque blocks: pure functions of torch by name. None reads files, runs code or draws random numbers."""

MODULES = frozenset(
    """AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d
    AvgPool2d AvgPool3d BatchNorm1d BatchNorm2d BatchNorm3d Bilinear CELU ChannelShuffle CircularPad1d CircularPad2d
    CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d
    ConvTranspose3d CosineSimilarity ELU Embedding Flatten Fold GELU GLU GRU GRUCell GroupNorm Hardshrink Hardsigmoid
    Hardswish Hardtanh Identity InstanceNorm1d InstanceNorm2d InstanceNorm3d LPPool1d LPPool2d LPPool3d LSTM LayerNorm
    LeakyReLU Linear LocalResponseNorm LogSigmoid LogSoftmax MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d
    MaxUnpool3d Mish MultiheadAttention PReLU PairwiseDistance PixelShuffle PixelUnshuffle RMSNorm RNN RNNCell ReLU ReLU6
    ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d SELU SiLU Sigmoid
    Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold TransformerDecoderLayer
    TransformerEncoderLayer Unflatten Unfold Upsample UpsamplingBilinear2d UpsamplingNearest2d ZeroPad1d ZeroPad2d
    ZeroPad3d""".split()
)
"""Classes of ``torch.nn``."""

FUNCTIONALS = frozenset(
    """adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d
    adaptive_max_pool3d affine_grid avg_pool1d avg_pool2d avg_pool3d batch_norm bilinear celu conv1d conv2d conv3d
    conv_transpose1d conv_transpose2d conv_transpose3d cosine_similarity elu embedding fold gelu glu grid_sample group_norm
    hardshrink hardsigmoid hardswish hardtanh instance_norm interpolate layer_norm leaky_relu linear local_response_norm
    log_softmax logsigmoid lp_pool1d lp_pool2d lp_pool3d max_pool1d max_pool2d max_pool3d mish normalize one_hot pad
    pairwise_distance pixel_shuffle pixel_unshuffle prelu relu relu6 rms_norm scaled_dot_product_attention selu sigmoid silu
    softmax softmin softplus softshrink softsign tanh tanhshrink threshold unfold upsample""".split()
)
"""Functions of ``torch.nn.functional``."""

FUNCTIONS = frozenset(
    """abs absolute acos acosh add addcdiv addcmul all amax amin aminmax any argmax argmin argsort asin asinh atan atan2
    atanh baddbmm bmm broadcast_to bucketize cat cdist ceil channel_shuffle chunk clamp clamp_max clamp_min clip clone
    column_stack concat concatenate cos cosh cosine_similarity count_nonzero cross cummax cummin cumprod cumsum deg2rad detach
    diag diag_embed diagonal diff digamma div divide dot dstack einsum eq erf erfc erfinv exp exp2 expm1 flatten flip fliplr
    flipud floor floor_divide fmax fmin fmod frac gather ge greater greater_equal gt heaviside hstack hypot index_select
    inner isfinite isinf isnan kron kthvalue le lerp less less_equal lgamma log log10 log1p log2 logaddexp logaddexp2
    logcumsumexp logical_and logical_not logical_or logical_xor logit logsumexp lt masked_fill matmul max maximum mean median
    min minimum mm mode moveaxis movedim mul multiply nan_to_num nanmean nansum narrow ne neg negative norm not_equal
    ones_like outer permute pixel_shuffle pixel_unshuffle positive pow prod quantile rad2deg ravel reciprocal relu remainder
    renorm repeat_interleave reshape roll rot90 round rsqrt rsub scatter scatter_add select sgn sigmoid sign signbit sin sinc
    sinh softmax sort split sqrt square squeeze stack std std_mean sub subtract sum swapaxes swapdims take_along_dim tan tanh
    tensor_split tensordot tile topk trapezoid transpose tril triu true_divide trunc unbind unflatten unsqueeze var var_mean
    vstack where xlogy zeros_like""".split()
)
"""Functions of ``torch``."""

METHODS = frozenset("bool double expand expand_as float int long repeat reshape_as view view_as".split())
"""Methods of ``torch.Tensor`` that are not functions of ``torch``."""

INDEXING = "Tensor[]"
"""The target for indexing: the first argument is the tensor, the others are the indices."""
