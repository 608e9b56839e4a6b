"""Counter-based draws: known answers, uniformity, independence, and keys that stay apart."""

from hashlib import blake2b
from itertools import combinations, product
from string import ascii_uppercase

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from twochairs.engine import chance
from twochairs.engine.chance import STREAMS, agent_key, stream_number, threefry, uniforms

CLAIM = settings(derandomize=True, deadline=None, max_examples=60)
WORD = 2**64
word = st.integers(0, WORD - 1)
ALL_ONES = WORD - 1
# Random123's kat_vectors, "threefry2x64 20": counter, key, answer.
KNOWN = [
    ((0, 0), (0, 0), (0xC2B6E3A8C2C69865, 0x6F81ED42F350084D)),
    ((ALL_ONES, ALL_ONES), (ALL_ONES, ALL_ONES), (0xE02CB7C4D95D277A, 0xD06633D0893B8B68)),
    (
        (0x243F6A8885A308D3, 0x13198A2E03707344),  # digits of pi
        (0xA4093822299F31D0, 0x082EFA98EC4E6C89),
        (0x263C7D30BB0F0AF1, 0x56BE8361D3311526),
    ),
]


def of(*words: int) -> tuple[np.ndarray, ...]:
    return tuple(np.array([each], dtype=np.uint64) for each in words)


def plain_threefry(key: tuple[int, int], counter: tuple[int, int]) -> tuple[int, int]:
    """The cipher in whole numbers, written from the paper's description."""
    schedule = [key[0], key[1], 0x1BD11BDAA9FC1A22 ^ key[0] ^ key[1]]
    a, b = (counter[0] + key[0]) % WORD, (counter[1] + key[1]) % WORD
    for four in range(5):
        for rotation in ((16, 42, 12, 31), (16, 32, 24, 21))[four % 2]:
            a = (a + b) % WORD
            b = ((b << rotation) % WORD | b >> (64 - rotation)) ^ a
        a = (a + schedule[(four + 1) % 3]) % WORD
        b = (b + schedule[(four + 2) % 3] + four + 1) % WORD
    return a, b


# the cipher


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN, ids=["zeros", "ones", "pi"])
def test_threefry_gives_the_published_answers(
    counter: tuple[int, int], key: tuple[int, int], answer: tuple[int, int]
) -> None:
    first, second = threefry(*of(*key), *of(*counter))
    assert (int(first[0]), int(second[0])) == answer == plain_threefry(key, counter)


@CLAIM
@given(word, word, word, word)
def test_threefry_is_the_cipher_of_the_paper(key0: int, key1: int, counter0: int, counter1: int) -> None:
    first, second = threefry(*of(key0, key1, counter0, counter1))
    assert (int(first[0]), int(second[0])) == plain_threefry((key0, key1), (counter0, counter1))


# the draws


def bits_of(seed: int, replicate: int, month: int, stream: str, agent: int) -> int:
    counter = ((replicate << 32) + month, agent)
    return plain_threefry((seed, stream_number(stream)), counter)[0]


@pytest.mark.parametrize(
    ("seed", "replicate", "stream", "agent"),
    [
        (0, 0, "hub", 0),
        (1, 0, "hub", agent_key()),
        (20220224, 8141, "alignment", agent_key("SRB")),
        (WORD - 1, 2**32 - 1, "event", WORD - 1),
    ],
)
def test_a_draw_is_the_upper_bits_of_the_cipher_of_its_five_keys(
    seed: int, replicate: int, stream: str, agent: int
) -> None:
    draws = uniforms(seed, replicate, 4, stream, [agent])
    assert draws.shape == (4, 1)
    for month in range(4):
        exact = bits_of(seed, replicate, month, stream, agent) / WORD
        assert draws[month, 0] == pytest.approx(exact, abs=2.0**-52)


def test_draws_are_the_same_for_ever() -> None:
    draws = uniforms(1, 0, 2, "hub", [agent_key()])
    assert [bits_of(1, 0, month, "hub", agent_key()) for month in range(2)] == [0xE1027095AD8F31F6, 0x3D0912E51C5DC6DF]
    assert draws[:, 0] == pytest.approx([0.878943478147957, 0.23841970532918486], abs=1e-15)
    assert agent_key("SRB") == 0x806442AD67DCF98B


def test_draws_are_uniform() -> None:
    draws = uniforms(7, 3, 20_000, "incident", [agent_key("kosovo"), agent_key("bosnia")])
    assert kstest(draws[:, 0], "uniform").pvalue > 0.01
    assert kstest(draws[:, 1], "uniform").pvalue > 0.01
    assert draws.mean() == pytest.approx(0.5, abs=4 / np.sqrt(12 * draws.size))


def test_draws_over_replicates_over_agents_and_over_seeds_are_uniform() -> None:
    replicates = [uniforms(7, replicate, 1, "election", [agent_key("SRB")])[0, 0] for replicate in range(4000)]
    seeds = [uniforms(seed, 0, 1, "election", [agent_key("SRB")])[0, 0] for seed in range(4000)]
    agents = uniforms(7, 0, 1, "election", [agent_key(f"S{at}") for at in range(4000)])[0]
    assert all(kstest(draws, "uniform").pvalue > 0.01 for draws in (replicates, seeds, agents))


@pytest.mark.parametrize("extreme", [0, 1, ALL_ONES >> 1, (ALL_ONES >> 1) + 1, ALL_ONES - 2**11, ALL_ONES])
def test_no_bits_give_zero_or_one(extreme: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "threefry", lambda key0, *_: (np.full_like(key0, extreme), None))
    assert 0.0 < uniforms(1, 0, 1, "hub", [agent_key()])[0, 0] < 1.0


def test_no_months_or_no_agents_give_no_draws() -> None:
    assert uniforms(1, 0, 0, "hub", [agent_key()]).shape == (0, 1)
    assert uniforms(1, 0, 5, "hub", []).shape == (5, 0)


# independence

SERIES = {
    (seed, replicate, stream, agent): uniforms(seed, replicate, 10_000, stream, [agent_key(agent)])[:, 0]
    for seed, replicate, stream, agent in product((0, 1), (0, 1), list(STREAMS)[:4], ("SRB", "MNE"))
}
NEAR_ZERO = 4.5 / np.sqrt(10_000)  # of all the pairs below, one in thousands would stray further by chance


def test_series_that_differ_in_seed_replicate_stream_or_agent_do_not_move_together() -> None:
    correlation = np.corrcoef(list(SERIES.values()))
    assert np.abs(correlation - np.eye(len(SERIES))).max() < NEAR_ZERO


@pytest.mark.parametrize("lag", [1, 2, 12])
def test_months_do_not_remember(lag: int) -> None:
    for series, other in zip(SERIES.values(), [*list(SERIES.values())[1:], SERIES[0, 0, "hub", "SRB"]], strict=True):
        assert abs(np.corrcoef(series[lag:], series[:-lag])[0, 1]) < NEAR_ZERO
        assert abs(np.corrcoef(series[lag:], other[:-lag])[0, 1]) < NEAR_ZERO


def test_pairs_of_draws_fill_the_square_evenly() -> None:
    first, second = SERIES[0, 0, "hub", "SRB"], SERIES[0, 0, "alignment", "SRB"]
    cells = np.histogram2d(first, second, bins=10, range=[[0, 1], [0, 1]])[0]
    chi_square = ((cells - 100.0) ** 2 / 100.0).sum()
    assert 60.0 < chi_square < 150.0  # 99 degrees of freedom: 0.1 % on either side


def test_every_combination_of_keys_has_its_own_draw() -> None:
    every = [
        uniforms(seed, replicate, 25, stream, [agent_key("SRB"), agent_key("MNE"), agent_key()])
        for seed, replicate, stream in product((0, 1, 2**63, WORD - 1), (0, 1, 2**31, 2**32 - 1), STREAMS)
    ]
    draws = np.concatenate([each.ravel() for each in every])
    assert len(np.unique(draws)) == draws.size


# what changes no draw


@CLAIM
@given(
    word,
    st.integers(0, 2**32 - 1),
    st.sampled_from(sorted(STREAMS)),
    st.lists(word, min_size=1, max_size=6, unique=True),
)
def test_adding_or_reordering_agents_changes_no_other_draw(
    seed: int, replicate: int, stream: str, agents: list[int]
) -> None:
    together = uniforms(seed, replicate, 3, stream, agents)
    assert (uniforms(seed, replicate, 3, stream, agents[::-1])[:, ::-1] == together).all()
    for column, agent in enumerate(agents):
        assert (uniforms(seed, replicate, 3, stream, [agent])[:, 0] == together[:, column]).all()


def test_a_longer_run_begins_with_the_shorter_one() -> None:
    agents = [agent_key("SRB"), agent_key("MNE")]
    assert (uniforms(5, 9, 120, "act", agents)[:24] == uniforms(5, 9, 24, "act", agents)).all()


def test_a_new_stream_at_the_end_changes_no_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [uniforms(5, 9, 3, stream, [agent_key("SRB")]) for stream in STREAMS]
    monkeypatch.setattr(chance, "STREAMS", STREAMS | {"weather": ()})
    after = [uniforms(5, 9, 3, stream, [agent_key("SRB")]) for stream in STREAMS]
    assert np.array_equal(before, after)


def test_streams_keep_their_places() -> None:
    kept = ("hub", "alignment", "incident", "election", "act", "easy_declaration", "hard_declaration", "event")
    assert tuple(STREAMS)[: len(kept)] == kept
    assert [stream_number(stream) for stream in STREAMS] == list(range(len(STREAMS)))


def test_an_unknown_stream_is_refused() -> None:
    with pytest.raises(ValueError):
        uniforms(1, 0, 1, "weather", [agent_key()])


# keys of agents

STATES = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)]  # every three-letter code
ACTS = [f"{kind}_{at}" for kind in ("un_vote", "sanctions", "naming", "military_ties", "decl") for at in range(20)]
DISPUTES = ["kosovo", "bosnia", "transnistria", "karabakh", "abkhazia", "donbas", "crimea", "spratly", "taiwan"]


def test_plausible_names_and_their_pairs_all_have_their_own_key() -> None:
    names = [*STATES, *ACTS, *DISPUTES, *(f"event {at}" for at in range(500))]
    keys = [agent_key(name) for name in names]
    keys += [agent_key(act, state) for act, state in product(ACTS, STATES[::100])]
    keys += [agent_key(*pair) for pair in combinations(DISPUTES, 2)]
    assert len(set(keys)) == len(keys)
    assert all(0 <= key < WORD for key in keys)


def test_where_one_name_ends_and_the_next_begins_matters() -> None:
    assert len({agent_key("ab", "c"), agent_key("a", "bc"), agent_key("abc"), agent_key("c", "ab")}) == 4


def test_a_key_depends_on_the_names_alone() -> None:
    # eight bytes of BLAKE2b of the names, least first; not Python's hash, which changes from run to run
    assert agent_key("SRB") == int.from_bytes(blake2b(b"SRB", digest_size=8).digest(), "little")
    assert agent_key("un_vote", "SRB") == int.from_bytes(blake2b(b"un_vote\x1fSRB", digest_size=8).digest(), "little")


def test_keys_of_agents_scatter_over_all_bits() -> None:
    bits = np.array([[key >> bit & 1 for bit in range(64)] for key in (agent_key(f"n{at}") for at in range(2000))])
    assert np.abs(bits.mean(axis=0) - 0.5).max() < 4.5 * 0.5 / np.sqrt(2000)


# large keys


def test_big_seeds_and_replicates_have_draws_of_their_own() -> None:
    seeds = [0, 1, 2**31, 2**32, 2**63 - 1, 2**63, WORD - 1]
    replicates = [0, 1, 2**16, 2**31, 2**32 - 1]
    draws = [uniforms(s, r, 1, "hub", [agent_key()])[0, 0] for s, r in product(seeds, replicates)]
    assert len(set(draws)) == len(draws)


def test_a_month_is_not_mistaken_for_a_replicate() -> None:
    draws = np.array([uniforms(1, replicate, 60, "hub", [agent_key()])[:, 0] for replicate in range(60)])
    assert len(np.unique(draws)) == draws.size
