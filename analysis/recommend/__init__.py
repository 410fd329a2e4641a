"""Whom to approach for a link: home first, then the region, then the country; 能不能, 愿不愿 and 值不值 apart, never added up.

Nobody of the zone stands among those to bring in, and no firm that left or was struck off stands anywhere.
"""
