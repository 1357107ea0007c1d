"""Where each province stands in the tile grid, and what its tile is called."""

from __future__ import annotations

from dataclasses import dataclass

from taxonomy.choices import Province


@dataclass(frozen=True, slots=True)
class Tile:
    """`column` 1–8 starts a run of tiles; 0 goes on beside the one before."""

    column: int
    character: str
    letters: str  # of the ISO 3166-2 code


# In reading order, row by row, roughly as the provinces lie; every province once.
TILES = {
    Province.HEILONGJIANG: Tile(8, "黑", "HL"),
    Province.INNER_MONGOLIA: Tile(5, "蒙", "NM"),
    Province.BEIJING: Tile(0, "京", "BJ"),
    Province.LIAONING: Tile(0, "辽", "LN"),
    Province.JILIN: Tile(0, "吉", "JL"),
    Province.XINJIANG: Tile(1, "新", "XJ"),
    Province.GANSU: Tile(0, "甘", "GS"),
    Province.NINGXIA: Tile(0, "宁", "NX"),
    Province.SHANXI: Tile(0, "晋", "SX"),
    Province.HEBEI: Tile(0, "冀", "HE"),
    Province.TIANJIN: Tile(0, "津", "TJ"),
    Province.TIBET: Tile(1, "藏", "XZ"),
    Province.QINGHAI: Tile(0, "青", "QH"),
    Province.SHAANXI: Tile(0, "陕", "SN"),
    Province.HENAN: Tile(0, "豫", "HA"),
    Province.SHANDONG: Tile(0, "鲁", "SD"),
    Province.SICHUAN: Tile(2, "川", "SC"),
    Province.CHONGQING: Tile(0, "渝", "CQ"),
    Province.HUBEI: Tile(0, "鄂", "HB"),
    Province.ANHUI: Tile(0, "皖", "AH"),
    Province.JIANGSU: Tile(0, "苏", "JS"),
    Province.SHANGHAI: Tile(0, "沪", "SH"),
    Province.YUNNAN: Tile(2, "滇", "YN"),
    Province.GUIZHOU: Tile(0, "黔", "GZ"),
    Province.HUNAN: Tile(0, "湘", "HN"),
    Province.JIANGXI: Tile(0, "赣", "JX"),
    Province.ZHEJIANG: Tile(0, "浙", "ZJ"),
    Province.GUANGXI: Tile(3, "桂", "GX"),
    Province.GUANGDONG: Tile(0, "粤", "GD"),
    Province.FUJIAN: Tile(0, "闽", "FJ"),
    Province.TAIWAN: Tile(7, "台", "TW"),
    Province.HAINAN: Tile(3, "琼", "HI"),
    Province.MACAO: Tile(0, "澳", "MO"),
    Province.HONG_KONG: Tile(0, "港", "HK"),
}
