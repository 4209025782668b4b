"""The channels that int8 would spoil, found once for the pinned weights by `benchmarks/encoder_outliers.py`.

A handful of channels carry values ten times as large as all others, and one scale for a whole matrix then leaves the
others hardly any levels. These channels are multiplied in float, all others in int8, as in LLM.int8() (Dettmers et al.
2022, https://arxiv.org/abs/2208.07339), but with channels known beforehand.
"""

CHANNELS = 8

_TABLE = {
    "l0.qkv": "15 60 87 119 213 305 321 352",
    "l0.fi": "15 60 87 146 219 297 321 352",
    "l0.fo": "91 318 513 746 950 1047 1069 1137",
    "l1.qkv": "10 15 87 146 231 297 303 321",
    "l1.fi": "15 87 135 146 219 297 321 352",
    "l1.fo": "126 512 560 633 655 1328 1444 1462",
    "l2.qkv": "15 87 123 146 297 321 347 352",
    "l2.fi": "15 87 135 146 297 321 347 352",
    "l2.fo": "30 67 354 467 716 830 1114 1289",
    "l3.qkv": "15 87 146 195 297 304 321 347",
    "l3.fi": "15 87 135 146 297 321 347 352",
    "l3.fo": "129 221 359 408 421 955 984 1157",
    "l4.qkv": "15 45 87 146 297 304 321 347",
    "l4.fi": "15 87 135 146 297 321 347 352",
    "l4.fo": "6 20 293 778 783 862 955 1232",
    "l5.qkv": "15 35 87 146 297 304 321 347",
    "l5.fi": "15 35 60 87 146 297 321 347",
    "l5.fo": "201 387 432 580 658 693 1220 1527",
    "l6.qkv": "15 35 87 146 268 297 304 347",
    "l6.fi": "15 35 87 135 146 297 321 347",
    "l6.fo": "51 186 580 621 1141 1152 1175 1219",
    "l7.qkv": "15 35 87 146 227 297 304 347",
    "l7.fi": "15 35 87 135 146 297 321 347",
    "l7.fo": "152 283 413 414 1336 1342 1355 1516",
    "l8.qkv": "15 35 62 87 146 297 304 347",
    "l8.fi": "15 35 87 146 297 321 347 351",
    "l8.fo": "61 376 563 725 767 805 1470 1507",
    "l9.qkv": "15 35 62 87 146 252 297 347",
    "l9.fi": "15 35 62 87 146 297 347 351",
    "l9.fo": "280 335 342 384 669 783 900 1264",
    "l10.qkv": "15 35 87 146 154 297 347 351",
    "l10.fi": "15 35 87 135 223 321 351 383",
    "l10.fo": "161 402 437 564 635 925 1291 1329",
    "l11.qkv": "4 35 127 135 146 154 318 351",
    "l11.fi": "35 123 146 223 233 277 304 351",
    "l11.fo": "119 522 554 712 934 1278 1332 1371",
}


def outliers(name: str) -> list[int]:
    """Give the input channels of a product (`l3.fi`) that are multiplied in float; none where none stands out."""
    return [int(channel) for channel in _TABLE.get(name, "").split()]
