"""The National Joint Council's pay awards, each with the page that it was read on."""

from __future__ import annotations

from aimpartner.budget.uplifts import Award
from aimpartner.by import ByYear
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source

NJC: ByYear[Award] = ByYear(
    {
        FinancialYear(2018): Award("2 %", source=Source("NJC award of 10 April 2018, first year")),
        FinancialYear(2019): Award("2 %", source=Source("NJC award of 10 April 2018, second year")),
        FinancialYear(2020): Award("2.75 %", source=Source("unisonwestsussex.org.uk, 2020")),
        FinancialYear(2021): Award("1.75 %", source=Source("plymouthinunison.org.uk, 2021")),
        FinancialYear(2022): Award(pounds="1925", source=Source("NJC circular, 1 November 2022")),
        FinancialYear(2023): Award(pounds="1925", source=Source("nipsa.org.uk/ea/1063")),
        FinancialYear(2024): Award(pounds="1290", source=Source("NJC circular, 22 October 2024")),
        FinancialYear(2025): Award("3.2 %", source=Source("NJC, agreed 23 July 2025")),
    }
)
