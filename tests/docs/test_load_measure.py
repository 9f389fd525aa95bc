"""The measure of memory in `make load` tells growth from noise, warming up and a jump."""

import random

from bench.load import GROWTH_BOUND, growth

_NOISE = random.Random(8)


def test_memory_that_grows_steadily_surely_grows():
    middle, low, high = growth([100 + second / 10 + _NOISE.gauss(0, 0.3) for second in range(60)])
    assert GROWTH_BOUND < low <= middle <= high
    assert abs(middle - 6) < 2


def test_memory_that_fills_caches_first_and_then_stays_does_not_grow():
    warming = [80.0 + second for second in range(25)]
    _, low, _ = growth(warming + [105 + _NOISE.gauss(0, 0.3) for _ in range(35)])
    assert low <= GROWTH_BOUND


def test_one_jump_is_no_growth_over_time():
    assert growth([100.0] * 45 + [104.0] * 15)[1] <= GROWTH_BOUND


def test_a_run_too_short_for_a_line_says_nothing():
    assert growth([]) == growth([100.0, 200.0]) == (0.0, 0.0, 0.0)
