"""Phase 1: the timeline's effects, random events, and the poles' policies."""

from twochairs.engine.program import evaluate, holds
from twochairs.rules.elementary import clip, toward
from twochairs.world.world import ADD, MONTH, RAMP, World


def apply_timeline(t: int, world: World) -> None:
    """News fades; then everything dated for this month happens, in the order of the file."""
    timeline, news = world.timeline, world.state.news
    for pole in range(len(news)):
        for k in range(world.lanes):
            news[pole, k] = toward(news[pole, k], 0.0, world.parameters.news_fading, MONTH)
    fired = world.state.event_fired
    for event in range(len(fired)):
        for k in range(world.lanes):
            fired[event, k] = 0.0
    for row in range(timeline.first[t], timeline.first[t + 1]):
        _apply(t, row, world)


def _apply(t: int, row: int, world: World) -> None:
    timeline, values = world.timeline, world.values
    slot, op, event = timeline.slot[row], timeline.op[row], timeline.event[row]
    value, months_left = timeline.value[row], timeline.last[row] - t + 1
    for k in range(world.lanes):
        if event >= 0:
            if world.chance.event[event, k] >= timeline.probability[event]:
                continue
            world.state.event_fired[event, k] = 1.0
        if slot < 0:
            continue
        old = values[slot, k]
        new = value
        if op == ADD:
            new = old + value
        elif op == RAMP:
            new = old + (value - old) / months_left if months_left > 1 else value
        values[slot, k] = clip(new, timeline.low[slot], timeline.high[slot])


def apply_policies(t: int, world: World) -> None:
    """Each policy that is due looks at the world, and acts where its condition holds."""
    policies = world.policies
    for policy in range(len(policies.interval)):
        due = t % policies.interval[policy] == 0
        for k in range(world.lanes):
            world.state.policy_fired[policy, k] = 0.0
            if due and _holds(policy, k, world):
                world.state.policy_fired[policy, k] = 1.0
                _act(policy, k, world)


def _holds(policy: int, k: int, world: World) -> bool:
    policies = world.policies
    start, stop = policies.when_start[policy], policies.when_stop[policy]
    return holds(evaluate(policies.code, policies.number, start, stop, world.values, k, policies.stack))


def _act(policy: int, k: int, world: World) -> None:
    policies, values = world.policies, world.values
    actions = range(policies.first_action[policy], policies.first_action[policy + 1])
    for action in actions:
        policies.outcome[action] = evaluate(
            policies.code,
            policies.number,
            policies.action_start[action],
            policies.action_stop[action],
            values,
            k,
            policies.stack,
        )
    for action in actions:
        slot = policies.action_slot[action]
        low, high = world.timeline.low[slot], world.timeline.high[slot]
        values[slot, k] = clip(policies.outcome[action], low, high)
