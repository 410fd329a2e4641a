"""Who else makes this? Ranking of firms by evidence of capability, and the benchmark that tells how far it can be trusted.

Finding a hidden producer in the product table of listed firms is what the benchmark measures (仿真), never the success of 招商.
"""
