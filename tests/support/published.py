"""Published figures of the zoo's networks: parameters and MACs, with their sources."""

from __future__ import annotations

from typing import NamedTuple


class Published(NamedTuple):
    """`macs` is None where no source gives them for just this network."""

    parameters: int
    macs: float | None
    source: str


TORCHVISION = "torchvision 0.28, num_params and GMACs of the weights' meta"
CIFAR = "He and others 2015, section 4.2, option A: 0.27, 0.46, 0.66, 0.85 and 1.7 million; exact by the usual rebuilds"

PUBLISHED = {
    "perceptron": Published(7_850, 7_840, "LeCun and others 1998, section III.C: 7,850 free parameters"),
    "mlp_300": Published(238_510, 238_200, "by hand: LeCun and others 1998, section III.C, 28×28-300-10"),
    "rbf_1000": Published(
        794_000 + 10, 794_000, "LeCun and others 1998, section III.C: 1,000 units, ten linear neurons; and the biases"
    ),
    "lenet1": Published(2_578, None, "LeCun and others 1990: 2,578 independent parameters"),
    "lenet4": Published(52_698, None, "by hand: 104 + 16 + 3,216 + 32 + 48,120 + 1,210"),
    "lenet5": Published(61_706, 416_520, "reference"),
    "lenet5_tanh": Published(61_706, 416_520, "reference"),
    "lenet5_1998": Published(60_000 + 840, None, "LeCun and others 1998: 60,000 trainable; 10 × 84 fixed in the output"),
    "tf_tutorial": Published(1_669_002, 3_952_640, "reference"),
    "nielsen_shallow": Published(79_510, 79_400, "reference"),
    "nielsen_basic_conv": Published(289_630, 577_000, "reference"),
    "nielsen_dbl_conv_relu": Published(85_670, 1_633_000, "reference"),
    "nielsen_dbl_fc_dropout": Published(1_672_570, 3_218_000, "reference"),
    "alexnet_2012": Published(60_965_224, 724_406_816, "Krizhevsky and others 2012: 60 million; exact as Caffe's bvlc_alexnet"),
    "zfnet": Published(62_357_608, None, "by hand after Zeiler and Fergus 2013, figure 3"),
    "alexnet": Published(61_100_840, 714_188_480, TORCHVISION),
    "nin": Published(966_986, None, "Lin and others 2013: 0.97 million (for CIFAR-10)"),
    "all_cnn_c": Published(1_369_738, None, "Springenberg and others 2014, table 3: 1.4 million; exact by the usual rebuilds"),
    "vgg8_cifar": Published(3_249_098, None, "by hand; our own"),
    "vgg11": Published(132_863_336, 7.609e9, TORCHVISION),
    "vgg11_bn": Published(132_868_840, 7.609e9, TORCHVISION),
    "vgg13": Published(133_047_848, 11.308e9, TORCHVISION),
    "vgg13_bn": Published(133_053_736, 11.308e9, TORCHVISION),
    "vgg16": Published(138_357_544, 15.47e9, TORCHVISION),
    "vgg16_bn": Published(138_365_992, 15.47e9, TORCHVISION),
    "vgg19": Published(143_667_240, 19.632e9, TORCHVISION),
    "vgg19_bn": Published(143_678_248, 19.632e9, TORCHVISION),
    "googlenet_paper": Published(6_998_552, None, "Caffe's bvlc_googlenet as deployed, without auxiliary heads"),
    "googlenet": Published(6_624_904, 1.498e9, TORCHVISION),
    "googlenet_paper_aux": Published(
        6_998_552 + 3_188_840 + 3_190_888, None, "the same, and by hand the two heads of section 5"
    ),
    "googlenet_aux": Published(13_004_888, None, "reference: torchvision 0.28 with aux_logits"),
    "inception_v3_aux": Published(27_161_264, 5.713e9 + 5_683_200, f"{TORCHVISION}, whose GMACs leave the extra head out"),
    "inception_v3": Published(27_161_264 - 3_326_696, 5.713e9, f"{TORCHVISION}, less its auxiliary head"),
    "resnet18": Published(11_689_512, 1.814e9, TORCHVISION),
    "resnet34": Published(21_797_672, 3.664e9, TORCHVISION),
    "resnet50": Published(25_557_032, 4.089e9, TORCHVISION),
    "resnet101": Published(44_549_160, 7.801e9, TORCHVISION),
    "resnet152": Published(60_192_808, 11.514e9, TORCHVISION),
    "resnet20_cifar_b": Published(272_474, None, "the same with option B, by the usual rebuilds"),
    "resnet20_cifar": Published(269_722, 40_551_040, f"reference; {CIFAR}"),
    "resnet32_cifar": Published(464_154, None, CIFAR),
    "resnet44_cifar": Published(658_586, None, CIFAR),
    "resnet56_cifar": Published(853_018, 125.49e6, f"{CIFAR}; 125.49 million as the papers on pruning count"),
    "resnet110_cifar": Published(1_727_962, 252.89e6, f"{CIFAR}; 252.89 million as the papers on pruning count"),
    "densenet121": Published(7_978_856, 2.834e9, TORCHVISION),
    "squeezenet1_1": Published(1_235_496, 0.349e9, TORCHVISION),
    "mobilenet_v2": Published(3_504_872, 0.301e9, TORCHVISION),
    "shufflenet_v2_x1_0": Published(2_278_604, 0.145e9, TORCHVISION),
    "efficientnet_b0": Published(5_288_548, 0.386e9, TORCHVISION),
    "convnext_tiny": Published(28_589_128, 4.456e9, TORCHVISION),
    "regnet_y_400mf": Published(4_344_144, 0.402e9, TORCHVISION),
    "vit_b_16": Published(
        86_567_656, 17.564e9 - 12 * 2 * 197**2 * 768, f"{TORCHVISION}, less the comparisons, which hold no weights"
    ),
    "unet_2015": Published(31_030_658, None, "the usual rebuilds of Ronneberger and others 2015, with two classes"),
    "unet_small": Published(482_754, 580_124_672, "reference"),
    "fcn32s_vgg16": Published(136_152_917, None, "Long and others 2015: 134 million, and 21 × 21 × 64 × 64 for the enlarging"),
    "fcn8s_vgg16": Published(134_489_759, None, "Long and others 2015: 134 million; by hand with the enlarging"),
    "yolo_v1": Published(271_703_550, None, "by hand after Redmon and others 2015, figure 3"),
    "autoencoder": Published(2_837_314, None, "by hand after Hinton and Salakhutdinov 2006"),
    "conv_autoencoder": Published(46_529, None, "by hand; our own"),
    "srcnn": Published(8_032 + 97, None, "Dong and others 2014: 8,032 weights; and the biases"),
    "espcn": Published(22_729, None, "by hand after Shi and others 2016"),
}

REFERENCE_NAMES = {
    "lenet5": "lenet5_relu_max_pad2",
    "lenet5_tanh": "lenet5_tanh_avg_pad2",
    "tf_tutorial": "seed001_cnn",
    "googlenet": "googlenet_no_aux",
    "googlenet_aux": "googlenet_with_aux",
    **{
        name: name
        for name in (
            "nielsen_shallow nielsen_basic_conv nielsen_dbl_conv_relu nielsen_dbl_fc_dropout alexnet vgg11 vgg16 vgg16_bn "
            "resnet18 resnet50 resnet20_cifar unet_small squeezenet1_1"
        ).split()
    },
}
"""Our name -> the name in the reference that is compared block for block."""

FAMILIES = (
    "perceptron rbf_1000 all_cnn_c lenet1 lenet5 lenet5_tanh lenet5_1998 tf_tutorial nielsen_dbl_conv_relu alexnet_2012 "
    "nin vgg8_cifar vgg11_bn googlenet_paper resnet18 resnet20_cifar resnet20_cifar_b squeezenet1_1 mobilenet_v2 vit_b_16 "
    "unet_small fcn8s_vgg16 yolo_v1 autoencoder srcnn espcn"
).split()
"""A network or two of each family, for what need not be shown of every one: their texts are kept as golden files."""
