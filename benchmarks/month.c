/* The month of sim/twochairs/world/month.py by hand, for comparison: the same arithmetic in the same order, by lane.

   Lanes are innermost and every loop over them is meant to vectorise. Where phases go over the same agents they are
   merged; what does not depend on the lane is taken out of the loops: decays of constant rates, who sells to whom, on
   which side of the axis a pole stands. Scratch is this file's own.

   Two switches, which change no bit either, show what is left to be had. EXPONENT_BITS puts a power of two together from
   its exponent instead of multiplying it up. ZEROS_SKIPPED looks at the numbers first: rows of ties that are 0 in every
   lane are left out, no ballot is counted where none is held, and no round of an act opens where none is due.

   Compile without fast-math and without contraction; see c_month.py. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int64_t whole;
typedef uint64_t word;

/* Members of the world by their names there: group_member. c_month.py reads this list. */
struct world {
    double *values;
    double *state_hub_price, *state_hub_slow, *state_news, *state_money_spent, *state_effort_spent;
    double *state_alignment, *state_target, *state_course, *state_challenger, *state_partner_in_office;
    double *state_election_called, *state_governments, *state_public_position, *state_bid, *state_welfare;
    double *state_gas_dependence, *state_contract_price, *state_signed_price, *state_hub_at_signing;
    double *state_indexation, *state_contract_months, *state_energy_saving, *state_cutoff_loss, *state_gas_bill;
    double *state_free_media, *state_declared_rate, *state_west_benefit, *state_east_benefit, *state_hedging_index;
    double *state_aid_liability, *state_tension_liability, *state_foothold_liability, *state_liability;
    double *state_foothold, *state_accession, *state_shield, *state_supply_stake, *state_favours;
    double *state_threat, *state_required_alignment, *state_answered;
    double *state_favourability, *state_ally, *state_partner, *state_rival, *state_adversary, *state_orientation;
    double *state_tension, *state_incident, *state_incident_probability;
    double *state_months_asked, *state_joined, *state_joining_probability, *state_opposing_probability;
    double *state_opposed, *state_readiness, *state_reluctance, *state_round_term, *state_mood;
    double *state_declarations_joined, *state_declarations_made;
    double *state_contribution, *state_weight, *state_heard, *state_event_fired, *state_policy_fired;
    double *levers_pressure, *levers_accession_credibility, *levers_aid, *levers_aid_visibility;
    double *levers_diversification_support, *levers_media_support, *levers_mediation, *levers_security_guarantee;
    double *levers_energy_sanctions, *levers_gas_discount, *levers_gas_supply, *levers_patronage;
    double *levers_influence_effort, *levers_arms_supply;
    double *profile_hub_level, *profile_hub_reversion, *profile_hub_volatility, *profile_rivalry;
    double *profile_declarations_per_year, *profile_hard_share, *profile_ideal_point_place, *profile_ideal_point_slope;
    double *profile_gdp, *profile_accountability, *profile_media_freedom, *profile_hedging;
    double *profile_unexplained, *profile_act_term, *profile_declaration_term;
    double *profile_partner_course, *profile_partner_weight, *profile_demand, *profile_alternative;
    double *profile_minimum_take, *profile_next_contract_months, *profile_next_indexation;
    double *profile_trade, *profile_arms, *profile_alliance, *profile_exposure, *profile_energy_ownership;
    double *profile_openness, *profile_share, *profile_kinship, *profile_attitude;
    double *profile_cut_ally, *profile_cut_partner, *profile_cut_rival;
    double *profile_ties, *profile_salience, *profile_rest, *profile_difficulty, *profile_kind_term;
    double *profile_world_yes, *profile_world_no, *profile_world_abstain, *profile_open;
    double *structure_position, *structure_months_to_election, *structure_hub_observed;
    whole *structure_side, *structure_seller, *structure_public_country, *structure_public_kin;
    whole *structure_party, *structure_pole_party, *structure_act_interval, *structure_act_sticky;
    whole *structure_act_against, *structure_act_kind, *structure_act_side, *structure_act_renew;
    whole *structure_declarations_side, *structure_election_due;
    whole *timeline_first, *timeline_slot, *timeline_op, *timeline_last, *timeline_event;
    double *timeline_value, *timeline_probability, *timeline_low, *timeline_high;
    whole *policies_interval, *policies_when_start, *policies_when_stop, *policies_first_action;
    whole *policies_action_slot, *policies_action_start, *policies_action_stop, *policies_code;
    double *policies_number;
    double *chance_every, *chance_hub, *chance_alignment, *chance_incident, *chance_election, *chance_act;
    double *chance_easy_declaration, *chance_hard_declaration, *chance_event, *chance_round, *chance_mood;
    double parameters_hub_half_life, parameters_captive_buyer;
    double parameters_dependence_rate, parameters_support_effect, parameters_rivalry_effect;
    double parameters_foothold_growth, parameters_foothold_retreat;
    double parameters_favourability_rate, parameters_attitude_weight, parameters_media_weight;
    double parameters_media_support_effect, parameters_kin_weight, parameters_influence_strength;
    double parameters_news_fading, parameters_aid_effect, parameters_gas_effect, parameters_backlash_strength;
    double parameters_dispute_resentment, parameters_poll_slope;
    double parameters_incident_base, parameters_incident_self, parameters_incident_push;
    double parameters_incident_jump, parameters_tension_decay, parameters_mediation_effect, parameters_tension_share;
    double parameters_elections_held, parameters_election_sharpness, parameters_incumbency;
    double parameters_w_public, parameters_election_boost, parameters_election_horizon, parameters_w_partner;
    double parameters_w_peer, parameters_imitation, parameters_w_commit, parameters_w_middle;
    double parameters_b_energy, parameters_b_supply, parameters_b_aid, parameters_b_pressure;
    double parameters_b_energy_sanctions, parameters_stake_scale, parameters_trade_loss, parameters_sanctions_loss;
    double parameters_b_accession_offer, parameters_b_patronage, parameters_b_arms, parameters_b_threat;
    double parameters_dispute_threat, parameters_b_guarantee, parameters_b_street, parameters_street_tolerance;
    double parameters_inertia_rate, parameters_alignment_volatility, parameters_acts_asked;
    double parameters_act_width, parameters_act_pressure, parameters_act_cost;
    double parameters_vote_shift, parameters_vote_steepness, parameters_vote_gap, parameters_vote_width;
    double parameters_vote_spread, parameters_sanctions_width, parameters_sanctions_habit, parameters_round_spread;
    double parameters_easy_difficulty, parameters_hard_difficulty;
    double parameters_declaration_width, parameters_declaration_spread;
    double parameters_patron_answer, parameters_discount_withdrawn, parameters_accession_speed;
    double parameters_required_base, parameters_pressure_requirement, parameters_requirement_width;
    double parameters_bidding;
};

struct sizes {
    whole lanes, slots, draws, countries, poles, publics, disputes, acts, events, policies;
};

enum { SIDES = 3 }; /* above 0, below it, in the middle */

struct scratch {
    double *undelivered, *uncovered, *crisis, *worst; /* (country, lane) */
    double *push, *mediation;                         /* (dispute, lane) */
    double *pressed, *favoured;                       /* (asking side, country, lane) */
    double *rival_owned;                              /* (pole, country, lane) */
    double *held[SIDES];                              /* (side, lane) */
    double *said, *weight, *added;                    /* (lane,) */
    double *offer, *drawn, *taken;
    double *tie_sum, *peer_weight, *peer_place, *trace;
    double *asked, *yes_above, *no_below, *ready;
    double *easy, *hard, *draw, *odds, *mass, *below, *counted, *made;
    double *stack, *outcome; /* (depth, lane), (action, lane) */
};

enum { GOVERNMENT, PARTNER, PUBLIC, PEERS, COMMITMENT, MIDDLE, ENERGY, SUPPLY, AID, PRESSURE, ENERGY_SANCTIONS,
       ACCESSION_OFFER, PATRONAGE, ARMS, THREAT, SECURITY_GUARANTEE, STREET, UNEXPLAINED, MECHANISMS };
enum { SET, ADD, RAMP };
enum { ABOVE, BELOW };
enum { PLAIN, VOTE, SANCTIONS };
enum { STACK_DEPTH = 160, MONTHS_REMEMBERED = 12, MOST_DECLARATIONS = 60 };

static const double MONTH = 1.0 / 12.0;

#define INLINE static inline __attribute__((always_inline))
#define EACH_LANE _Pragma("GCC ivdep") for (whole k = 0; k < n; k++)
#define ROW(array, i) ((array) + (i) * n)
#define ROW2(array, i, j, width) ((array) + ((i) * (width) + (j)) * n)
#define CONST(name) const double name = w->parameters_##name

/* Elementary functions: sim/twochairs/rules/elementary.py. */

INLINE double clip(double x, double low, double high) {
    x = x > high ? high : x;
    return x < low ? low : x;
}

#ifdef EXPONENT_BITS
INLINE double power_of_two(double n) {
    double shifted = n + (6755399441055744.0 + 1023.0);
    word bits;
    memcpy(&bits, &shifted, 8);
    bits <<= 52;
    double power;
    memcpy(&power, &bits, 8);
    return power;
}
#else
#define TAKE(limit, factor)                      \
    power = power * (left >= limit ? factor : 1.0); \
    left = left - (left >= limit ? limit : 0.0);

INLINE double power_of_two(double n) {
    double left = fabs(n), power = 1.0;
    TAKE(512.0, 1.3407807929942597e154)
    TAKE(256.0, 1.157920892373162e77)
    TAKE(128.0, 3.402823669209385e38)
    TAKE(64.0, 18446744073709551616.0)
    TAKE(32.0, 4294967296.0)
    TAKE(16.0, 65536.0)
    TAKE(8.0, 256.0)
    TAKE(4.0, 16.0)
    TAKE(2.0, 4.0)
    power = power * (left >= 1.0 ? 2.0 : 1.0);
    return n >= 0.0 ? power : 1.0 / power;
}
#endif

INLINE double exp_(double x) {
    x = clip(x, -700.0, 700.0);
    double n = (x * 1.4426950408889634 + 6755399441055744.0) - 6755399441055744.0;
    double r = (x - n * 6.93145751953125e-1) - n * 1.42860682030941723212e-6;
    double s = r * r;
    double top = r * ((1.26177193074810590878e-4 * s + 3.02994407707441961300e-2) * s + 9.99999999999999999910e-1);
    double bottom = ((3.00198505138664455042e-6 * s + 2.52448340349684104192e-3) * s + 2.27265548208155028766e-1) * s +
                    2.00000000000000000005;
    return (1.0 + 2.0 * (top / (bottom - top))) * power_of_two(n);
}

#define HALVE(limit, factor, exponent)      \
    take = m >= limit;                      \
    m = m * (take ? factor : 1.0);          \
    n = n + (take ? exponent : 0.0);

INLINE double log_(double x) {
    x = clip(x, 1e-180, 1e300);
    int take = x < 1.0;
    double m = x * (take ? 4.149515568880993e180 : 1.0), n = take ? -600.0 : 0.0;
    HALVE(1.3407807929942597e154, 7.458340731200207e-155, 512.0)
    HALVE(1.157920892373162e77, 8.636168555094445e-78, 256.0)
    HALVE(3.402823669209385e38, 2.938735877055719e-39, 128.0)
    HALVE(18446744073709551616.0, 5.421010862427522e-20, 64.0)
    HALVE(4294967296.0, 2.3283064365386963e-10, 32.0)
    HALVE(65536.0, 1.52587890625e-05, 16.0)
    HALVE(256.0, 0.00390625, 8.0)
    HALVE(16.0, 0.0625, 4.0)
    HALVE(4.0, 0.25, 2.0)
    HALVE(2.0, 0.5, 1.0)
    take = m > 1.4142135623730951;
    m = m * (take ? 0.5 : 1.0);
    n = n + (take ? 1.0 : 0.0);
    double f = m - 1.0;
    double s = f * f;
    double top = 1.01875663804580931796e-4 * f + 4.97494994976747001425e-1;
    top = ((top * f + 4.70579119878881725854) * f + 1.44989225341610930846e1) * f + 1.79368678507819816313e1;
    top = top * f + 7.70838733755885391666;
    double bottom = (f + 1.12873587189167450590e1) * f + 4.52279145837532221105e1;
    bottom = (bottom * f + 8.29875266912776603211e1) * f + 7.11544750618563894466e1;
    bottom = bottom * f + 2.31251620126765340583e1;
    double y = f * (s * (top / bottom));
    y = (y - n * 2.121944400546905827679e-4) - 0.5 * s;
    return (f + y) + n * 0.693359375;
}

INLINE double tanh_(double x) {
    double s = x * x;
    double top = (-9.64399179425052238628e-1 * s - 9.92877231001918586564e1) * s - 1.61468768441708447952e3;
    double bottom = ((s + 1.12811678491632931402e2) * s + 2.23548839060100448583e3) * s + 4.84406305325125486048e3;
    double near = x + x * (s * (top / bottom));
    double far = 1.0 - 2.0 / (exp_(2.0 * fabs(x)) + 1.0);
    far = x > 0.0 ? far : -far;
    return s < 0.390625 ? near : far;
}

INLINE double logistic(double x) { return 1.0 / (1.0 + exp_(-x)); }

INLINE double toward(double x, double goal, double rate) { return goal + (x - goal) * exp_(-rate * MONTH); }

INLINE double normal_quantile(double u) {
    double q = u - 0.5;
    double r = 0.180625 - q * q;
    double top = 2.5090809287301226727e3 * r + 3.3430575583588128105e4;
    top = ((top * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r + 1.3731693765509461125e4;
    top = ((top * r + 1.9715909503065514427e3) * r + 1.3314166789178437745e2) * r + 3.3871328727963666080;
    double bottom = 5.2264952788528545610e3 * r + 2.8729085735721942674e4;
    bottom = (bottom * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4;
    bottom = (bottom * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2;
    bottom = (bottom * r + 4.2313330701600911252e1) * r + 1.0;
    double middle = q * top / bottom;

    double tail = sqrt(-log_(1.0 - u < u ? 1.0 - u : u));
    r = tail - 1.6;
    top = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2;
    top = ((top * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258) * r + 3.64784832476320460504;
    top = ((top * r + 5.76949722146069140550) * r + 4.63033784615654529590) * r + 1.42343711074968357734;
    bottom = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4;
    bottom = ((bottom * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r;
    bottom = ((bottom + 6.89767334985100004550e-1) * r + 1.67638483018380384940) * r;
    bottom = (bottom + 2.05319162663775882187) * r + 1.0;
    double near = top / bottom;

    r = tail - 5.0;
    top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
    top = ((top * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1;
    top = ((top * r + 1.78482653991729133580) * r + 5.46378491116411436990) * r + 6.65790464350110377720;
    bottom = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7;
    bottom = ((bottom * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r;
    bottom = ((bottom + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r;
    bottom = (bottom + 5.99832206555887937690e-1) * r + 1.0;
    double far = top / bottom;

    double outside = tail <= 5.0 ? near : far;
    outside = q < 0.0 ? -outside : outside;
    return fabs(q) <= 0.425 ? middle : outside;
}

INLINE double closeness(double alignment, double position) { return 1.0 - 0.5 * fabs(alignment - position); }
INLINE double line(double speaker, double position) { return 1.0 - fabs(speaker - position); }

/* Draws: sim/twochairs/engine/chance.py. */

#define ROTATE(x, by) (((x) << (by)) | ((x) >> (64 - (by))))
#define MIX(by)            \
    x0 = x0 + x1;          \
    x1 = ROTATE(x1, by) ^ x0;
#define INJECT(a, b, number) \
    x0 = x0 + (a);           \
    x1 = x1 + (b) + number;

static void draw(whole t, word seed, const word *stream, const word *agent, const word *replicate, double *every,
                 whole draws, whole n) {
    for (whole i = 0; i < draws; i++) {
        const word key0 = seed, key1 = stream[i], key2 = key0 ^ key1 ^ 0x1BD11BDAA9FC1A22u;
        const word start1 = agent[i] + key1, month = (word)t;
        double *row = ROW(every, i);
        EACH_LANE {
            word x0 = (month | replicate[k]) + key0, x1 = start1;
            MIX(16) MIX(42) MIX(12) MIX(31) INJECT(key1, key2, 1)
            MIX(16) MIX(32) MIX(24) MIX(21) INJECT(key2, key0, 2)
            MIX(16) MIX(42) MIX(12) MIX(31) INJECT(key0, key1, 3)
            MIX(16) MIX(32) MIX(24) MIX(21) INJECT(key1, key2, 4)
            MIX(16) MIX(42) MIX(12) MIX(31) INJECT(key2, key0, 5)
            row[k] = (double)(x0 >> 12) * 0x1p-52 + 0x1p-53;
        }
    }
}

/* Phase 1: steering. */

static void apply_timeline(whole t, const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    const double fade = exp_(-w->parameters_news_fading * MONTH);
    double *news = w->state_news;
    for (whole k = 0; k < z->poles * n; k++) news[k] = 0.0 + (news[k] - 0.0) * fade;
    memset(w->state_event_fired, 0, z->events * n * sizeof(double));
    for (whole row = w->timeline_first[t]; row < w->timeline_first[t + 1]; row++) {
        const whole slot = w->timeline_slot[row], op = w->timeline_op[row], event = w->timeline_event[row];
        const whole months_left = w->timeline_last[row] - t + 1;
        const double value = w->timeline_value[row];
        const double *chance = event < 0 ? NULL : ROW(w->chance_event, event);
        const double probability = event < 0 ? 1.0 : w->timeline_probability[event];
        if (event >= 0) {
            double *fired = ROW(w->state_event_fired, event);
            EACH_LANE fired[k] = chance[k] >= probability ? fired[k] : 1.0;
        }
        if (slot < 0) continue;
        const double low = w->timeline_low[slot], high = w->timeline_high[slot];
        double *values = ROW(w->values, slot);
        for (whole k = 0; k < n; k++) {
            if (event >= 0 && chance[k] >= probability) continue;
            const double old = values[k];
            double new = value;
            if (op == ADD) new = old + value;
            if (op == RAMP && months_left > 1) new = old + (value - old) / (double)months_left;
            values[k] = clip(new, low, high);
        }
    }
}

#define BINARY(expression)                       \
    {                                            \
        top--;                                   \
        double *to = ROW(stack, top);            \
        const double *from = ROW(stack, top + 1); \
        EACH_LANE {                              \
            const double a = to[k], b = from[k]; \
            to[k] = (expression);                \
        }                                        \
        break;                                   \
    }
#define UNARY(expression)               \
    {                                   \
        double *to = ROW(stack, top);   \
        EACH_LANE {                     \
            const double a = to[k];     \
            to[k] = (expression);       \
        }                               \
        break;                          \
    }

/* Numbers that the rounding of decimals alone may have parted. */
static inline whole same(double a, double b) {
    const double smaller = fabs(a) < fabs(b) ? fabs(a) : fabs(b);
    return a == b || fabs(a - b) <= 1e-12 * (smaller > 1.0 ? smaller : 1.0);
}

/* The stack machine of sim/twochairs/engine/program.py, all lanes an operation; the answer is the first row of the stack. */
static void evaluate(const struct world *w, whole start, whole stop, double *stack, whole n) {
    whole top = -1;
    for (whole at = start; at < stop; at++) {
        const double number = w->policies_number[at];
        switch (w->policies_code[at]) {
        case 0: {
            double *to = ROW(stack, ++top);
            EACH_LANE to[k] = number;
            break;
        }
        case 1: memcpy(ROW(stack, ++top), ROW(w->values, (whole)number), n * sizeof(double)); break;
        case 2: BINARY(a + b)
        case 3: BINARY(a - b)
        case 4: BINARY(a * b)
        case 5: BINARY(b == 0.0 ? 0.0 : a / b)
        case 6: UNARY(-a)
        case 7: BINARY(a < b && !same(a, b) ? 1.0 : 0.0)
        case 8: BINARY(a < b || same(a, b) ? 1.0 : 0.0)
        case 9: BINARY(a > b && !same(a, b) ? 1.0 : 0.0)
        case 10: BINARY(a > b || same(a, b) ? 1.0 : 0.0)
        case 11: BINARY(same(a, b) ? 1.0 : 0.0)
        case 12: BINARY(same(a, b) ? 0.0 : 1.0)
        case 13: BINARY(!same(a, 0.0) && !same(b, 0.0) ? 1.0 : 0.0)
        case 14: BINARY(!same(a, 0.0) || !same(b, 0.0) ? 1.0 : 0.0)
        case 15: UNARY(same(a, 0.0) ? 1.0 : 0.0)
        case 16: BINARY(a < b ? a : b)
        case 17: BINARY(a > b ? a : b)
        case 18: UNARY(fabs(a))
        case 19: {
            double *to = ROW(stack, top);
            for (whole k = 0; k < n; k++) {
                const double base = to[k];
                double power = 1.0;
                for (whole i = 0; i < (whole)number; i++) power = power * base;
                to[k] = power;
            }
            break;
        }
        case 20: UNARY(exp_(a))
        case 21: UNARY(log_(a))
        }
    }
}

static void apply_policies(whole t, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    for (whole policy = 0; policy < z->policies; policy++) {
        double *fired = ROW(w->state_policy_fired, policy);
        memset(fired, 0, n * sizeof(double));
        if (t % w->policies_interval[policy] != 0) continue;
        evaluate(w, w->policies_when_start[policy], w->policies_when_stop[policy], s->stack, n);
        double any = 0.0;
        for (whole k = 0; k < n; k++) any = (fired[k] = same(s->stack[k], 0.0) ? 0.0 : 1.0) > any ? 1.0 : any;
        if (any == 0.0) continue;
        const whole first = w->policies_first_action[policy], last = w->policies_first_action[policy + 1];
        for (whole action = first; action < last; action++) {
            evaluate(w, w->policies_action_start[action], w->policies_action_stop[action], s->stack, n);
            memcpy(ROW(s->outcome, action), s->stack, n * sizeof(double));
        }
        for (whole action = first; action < last; action++) {
            const whole slot = w->policies_action_slot[action];
            const double low = w->timeline_low[slot], high = w->timeline_high[slot];
            const double *outcome = ROW(s->outcome, action);
            double *values = ROW(w->values, slot);
            EACH_LANE values[k] = fired[k] > 0.0 ? clip(outcome[k], low, high) : values[k];
        }
    }
}

/* Phases 2 and 3: bids and energy. */

static void read_bids(const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    CONST(bidding);
    const double *rivalry = w->profile_rivalry;
    for (whole c = 0; c < z->countries; c++) {
        const double *alignment = ROW(w->state_alignment, c);
        double *bid = ROW(w->state_bid, c);
        EACH_LANE bid[k] = 1.0 + bidding * rivalry[k] * (1.0 - alignment[k] * alignment[k]);
    }
}

static void step_hub_price(whole t, const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    const double observed = w->structure_hub_observed[t];
    const double fade = exp_(-(0.6931471805599453 / w->parameters_hub_half_life) * MONTH);
    const double *level = w->profile_hub_level, *reversion = w->profile_hub_reversion;
    const double *volatility = w->profile_hub_volatility, *chance = w->chance_hub;
    double *price = w->state_hub_price, *slow = w->state_hub_slow;
    if (observed > 0.0) {
        EACH_LANE price[k] = clip(observed, 1.0, 1e5);
    } else {
        EACH_LANE {
            const double decay = exp_(-reversion[k] * MONTH);
            const double spread = volatility[k] * sqrt((1.0 - decay * decay) / (2.0 * reversion[k]));
            const double goal = log_(level[k]);
            const double moved = goal + (log_(price[k]) - goal) * decay;
            price[k] = clip(exp_(moved + spread * normal_quantile(chance[k])), 1.0, 1e5);
        }
    }
    EACH_LANE slow[k] = price[k] + (slow[k] - price[k]) * fade;
}

static void read_uncovered(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    const double *demand = ROW(w->profile_demand, c), *alternative = ROW(w->profile_alternative, c);
    double *uncovered = ROW(s->uncovered, c);
    EACH_LANE {
        const double left = clip(1.0 - alternative[k] / clip(demand[k], 1e-9, 1e12), 0.0, 1.0);
        uncovered[k] = left * (demand[k] == 0.0 ? 0.0 : 1.0);
    }
}

static void step_contracts(whole c, whole p, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    const double position = w->structure_position[p];
    CONST(discount_withdrawn);
    CONST(captive_buyer);
    const double *hub = w->state_hub_price, *alignment = ROW(w->state_alignment, c), *bid = ROW(w->state_bid, c);
    const double *discount = ROW2(w->levers_gas_discount, p, c, z->countries);
    const double *answered = ROW2(w->state_answered, p, c, z->countries);
    const double *dependence = ROW(w->state_gas_dependence, c), *uncovered = ROW(s->uncovered, c);
    const double *next_indexation = ROW(w->profile_next_indexation, c);
    const double *next_months = ROW(w->profile_next_contract_months, c);
    double *signed_price = ROW(w->state_signed_price, c), *hub_at_signing = ROW(w->state_hub_at_signing, c);
    double *indexation = ROW(w->state_indexation, c), *months = ROW(w->state_contract_months, c);
    EACH_LANE {
        const double near = closeness(alignment[k], position);
        const double captivity = 1.0 - captive_buyer * dependence[k] * uncovered[k];
        const double offered = discount[k] * (1.0 - discount_withdrawn * answered[k]) * captivity;
        const double struck = hub[k] * (1.0 - clip(offered * near * bid[k], 0.0, 0.8));
        const double left = months[k] - 1.0, after = next_months[k] - 1.0;
        const double kept_price = signed_price[k], kept_hub = hub_at_signing[k], kept_indexation = indexation[k];
        const double new_hub = hub[k], new_indexation = next_indexation[k];
        const int ended = left < 0.0;
        signed_price[k] = ended ? struck : kept_price;
        hub_at_signing[k] = ended ? new_hub : kept_hub;
        indexation[k] = ended ? new_indexation : kept_indexation;
        months[k] = ended ? after : left;
    }
}

static void step_dependence(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(dependence_rate);
    CONST(support_effect);
    CONST(rivalry_effect);
    double *support = s->said, *dependence = ROW(w->state_gas_dependence, c);
    memset(support, 0, n * sizeof(double));
    for (whole p = 0; p < z->poles; p++) {
        const double *given = ROW2(w->levers_diversification_support, p, c, z->countries);
        EACH_LANE support[k] = support[k] + given[k];
    }
    const double *demand = ROW(w->profile_demand, c), *uncovered = ROW(s->uncovered, c);
    const double *minimum_take = ROW(w->profile_minimum_take, c), *rivalry = w->profile_rivalry;
    EACH_LANE {
        const double now = dependence[k], take = minimum_take[k], left = uncovered[k];
        const double held = take > left ? take : left;
        double goal = held < now ? held : now;
        goal = demand[k] > 0.0 ? goal : 0.0;
        const double faster = 1.0 + support_effect * clip(support[k], 0.0, 1.0) + rivalry_effect * rivalry[k];
        dependence[k] = toward(now, goal, dependence_rate * faster);
    }
}

INLINE double gas_bill(double demand, double delivered, double hub, double price) {
    return 0.001 * demand * (delivered * price + (1.0 - delivered) * hub);
}

static void read_saving(whole c, whole p, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    const double *hub = w->state_hub_price, *slow = w->state_hub_slow;
    const double *demand = ROW(w->profile_demand, c), *gdp = ROW(w->profile_gdp, c);
    double *bill = ROW(w->state_gas_bill, c);
    if (p < 0) {
        EACH_LANE bill[k] = gas_bill(demand[k], 0.0, hub[k], hub[k]);
        return;
    }
    const double *dependence = ROW(w->state_gas_dependence, c), *signed_price = ROW(w->state_signed_price, c);
    const double *indexation = ROW(w->state_indexation, c), *hub_at_signing = ROW(w->state_hub_at_signing, c);
    const double *supply = ROW2(w->levers_gas_supply, p, c, z->countries);
    double *contract_price = ROW(w->state_contract_price, c), *saving = ROW(w->state_energy_saving, c);
    double *loss = ROW(w->state_cutoff_loss, c), *undelivered = ROW(s->undelivered, c);
    EACH_LANE {
        const double share = indexation[k], d = demand[k], hub_ = hub[k], delivered = dependence[k] * supply[k];
        const double price = signed_price[k] * ((1.0 - share) + share * (hub_ / hub_at_signing[k]));
        contract_price[k] = price;
        saving[k] = 0.1 * d * dependence[k] * supply[k] * (slow[k] - price) / gdp[k];
        loss[k] = 0.1 * d * dependence[k] * (1.0 - supply[k]) * hub_ / gdp[k];
        bill[k] = gas_bill(d, delivered, hub_, price);
        const double lost = dependence[k] * (1.0 - supply[k]);
        undelivered[k] = d > 0.0 ? lost : 0.0;
    }
}

static void read_savings(const struct world *w, const struct sizes *z, const struct scratch *s) {
    for (whole c = 0; c < z->countries; c++) {
        read_uncovered(c, w, z, s);
        read_saving(c, w->structure_seller[c], w, z, s);
    }
}

static void step_energy(const struct world *w, const struct sizes *z, const struct scratch *s) {
    for (whole c = 0; c < z->countries; c++) {
        const whole p = w->structure_seller[c];
        if (p >= 0) {
            read_uncovered(c, w, z, s);
            step_contracts(c, p, w, z, s);
            step_dependence(c, w, z, s);
        }
        read_saving(c, p, w, z, s);
    }
}

/* Phase 4: footholds. */

static void step_footholds(const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    CONST(foothold_growth);
    CONST(foothold_retreat);
    for (whole p = 0; p < z->poles; p++) {
        const double position = w->structure_position[p];
        for (whole c = 0; c < z->countries; c++) {
            const double *alignment = ROW(w->state_alignment, c);
            const double *effort = ROW2(w->levers_influence_effort, p, c, z->countries);
            const double *openness = ROW2(w->profile_openness, p, c, z->countries);
            double *foothold = ROW2(w->state_foothold, p, c, z->countries);
            EACH_LANE {
                const double near = closeness(alignment[k], position);
                const double growth = foothold_growth * openness[k] * effort[k] * near;
                const double retreat = foothold_retreat * (0.2 + 0.8 * (1.0 - near));
                const double total = growth + retreat;
                foothold[k] = toward(foothold[k], growth / (total > 0.0 ? total : 1.0), total);
            }
        }
    }
}

/* Phase 5: opinion. */

static void read_media(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(media_support_effect);
    double *support = s->said;
    for (whole c = 0; c < z->countries; c++) {
        memset(support, 0, n * sizeof(double));
        for (whole p = 0; p < z->poles; p++) {
            const double *given = ROW2(w->levers_media_support, p, c, z->countries);
            EACH_LANE support[k] = support[k] + given[k];
        }
        const double *freedom = ROW(w->profile_media_freedom, c);
        double *free_media = ROW(w->state_free_media, c);
        EACH_LANE free_media[k] =
            freedom[k] + (1.0 - freedom[k]) * media_support_effect * clip(support[k], 0.0, 1.0);
    }
}

/* Sums of weights and messages that public g hears about pole p, its own attitude aside. */
static void read_messages(whole g, whole p, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, c = w->structure_public_country[g], kin = w->structure_public_kin[g];
    const double position = w->structure_position[p];
    CONST(media_weight);
    CONST(kin_weight);
    CONST(influence_strength);
    const double *alignment = ROW(w->state_alignment, c), *free_media = ROW(w->state_free_media, c);
    const double *news = ROW(w->state_news, p);
    double *said = s->said, *weight = s->weight;
    EACH_LANE {
        const double message = (1.0 - free_media[k]) * line(alignment[k], position) + free_media[k] * news[k];
        said[k] = 0.0 + media_weight * message;
        weight[k] = 0.0 + media_weight;
    }
    if (kin >= 0) {
        const double *kinship = ROW(w->profile_kinship, g), *course = ROW(w->state_alignment, kin);
        EACH_LANE {
            const double heed = kin_weight * kinship[k];
            said[k] = said[k] + heed * line(course[k], position);
            weight[k] = weight[k] + heed;
        }
    }
    for (whole speaker = 0; speaker < z->poles; speaker++) {
        const double message = line(w->structure_position[speaker], position);
        const double *foothold = ROW2(w->state_foothold, speaker, c, z->countries);
        const double *effort = ROW2(w->levers_influence_effort, speaker, c, z->countries);
        EACH_LANE {
            const double loud = influence_strength * foothold[k] * effort[k] * (1.0 - free_media[k]);
            said[k] = said[k] + loud * message;
            weight[k] = weight[k] + loud;
        }
    }
}

/* What public g feels of pole p itself: its money, its gas, its pressure, and its disputes with the state. */
INLINE void read_experience(whole g, whole p, const int sells, const struct world *w, const struct sizes *z,
                            const struct scratch *s) {
    const whole n = z->lanes, c = w->structure_public_country[g];
    const double position = w->structure_position[p];
    CONST(aid_effect);
    CONST(gas_effect);
    CONST(backlash_strength);
    CONST(dispute_resentment);
    const double *alignment = ROW(w->state_alignment, c), *free_media = ROW(w->state_free_media, c);
    const double *pressure = ROW2(w->levers_pressure, p, c, z->countries), *bid = ROW(w->state_bid, c);
    const double *aid = ROW2(w->levers_aid, p, c, z->countries), *saving = ROW(w->state_energy_saving, c);
    const double *visibility = ROW2(w->levers_aid_visibility, p, c, z->countries);
    const double *loss = ROW(w->state_cutoff_loss, c);
    double *added = s->added;
    EACH_LANE {
        const double felt = pressure[k] * (1.0 - closeness(alignment[k], position));
        double feels = aid_effect * visibility[k] * tanh_(aid[k] * bid[k]);
        if (sells) feels = feels + gas_effect * (tanh_(0.5 * saving[k]) - tanh_(0.5 * loss[k]));
        added[k] = feels - backlash_strength * felt * (1.0 - 0.6666666666666666 * free_media[k]);
    }
    for (whole d = 0; d < z->disputes; d++) {
        if (w->structure_party[d * z->countries + c] == 0 || w->structure_pole_party[d * z->poles + p] == 0) continue;
        const double *salience = ROW2(w->profile_salience, d, c, z->countries), *tension = ROW(w->state_tension, d);
        EACH_LANE added[k] = added[k] - dispute_resentment * salience[k] * tension[k];
    }
}

INLINE void read_heard(whole g, whole p, const int step, const struct world *w, const struct sizes *z,
                       const struct scratch *s) {
    const whole n = z->lanes;
    CONST(attitude_weight);
    const double fade = exp_(-w->parameters_favourability_rate * MONTH);
    const double *said = s->said, *weight = s->weight, *added = s->added;
    const double *attitude = ROW2(w->profile_attitude, g, p, z->poles);
    double *heard = ROW2(w->state_heard, g, p, z->poles);
    double *favourability = ROW2(w->state_favourability, g, p, z->poles);
    EACH_LANE {
        const double mean = (said[k] + attitude_weight * attitude[k]) / (weight[k] + attitude_weight);
        const double message = clip(mean + added[k], -1.0, 1.0);
        heard[k] = message;
        if (step) favourability[k] = message + (favourability[k] - message) * fade;
    }
}

static void read_polls(whole g, whole p, double reach, const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    const double position = w->structure_position[p];
    CONST(poll_slope);
    const double *favourability = ROW2(w->state_favourability, g, p, z->poles);
    const double *cut_ally = ROW2(w->profile_cut_ally, g, p, z->poles);
    const double *cut_partner = ROW2(w->profile_cut_partner, g, p, z->poles);
    const double *cut_rival = ROW2(w->profile_cut_rival, g, p, z->poles);
    double *ally = ROW2(w->state_ally, g, p, z->poles), *partner = ROW2(w->state_partner, g, p, z->poles);
    double *rival = ROW2(w->state_rival, g, p, z->poles), *adversary = ROW2(w->state_adversary, g, p, z->poles);
    double *orientation = ROW(w->state_orientation, g);
    EACH_LANE {
        const double latent = poll_slope * favourability[k];
        const double at_ally = logistic(latent - cut_ally[k]);
        const double at_partner = logistic(latent - cut_partner[k]);
        const double at_rival = logistic(latent - cut_rival[k]);
        ally[k] = at_ally;
        partner[k] = at_partner - at_ally;
        rival[k] = at_rival - at_partner;
        adversary[k] = 1.0 - at_rival;
        orientation[k] = orientation[k] + position * favourability[k] / reach;
    }
}

INLINE void opinion(const int step, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    read_media(w, z, s);
    double reach = 0.0;
    for (whole p = 0; p < z->poles; p++) reach = reach + fabs(w->structure_position[p]);
    reach = reach > 0.0 ? reach : 1.0;
    memset(w->state_public_position, 0, z->countries * n * sizeof(double));
    memset(w->state_orientation, 0, z->publics * n * sizeof(double));
    for (whole g = 0; g < z->publics; g++) {
        const whole c = w->structure_public_country[g];
        for (whole p = 0; p < z->poles; p++) {
            read_messages(g, p, w, z, s);
            if (w->structure_seller[c] == p)
                read_experience(g, p, 1, w, z, s);
            else
                read_experience(g, p, 0, w, z, s);
            read_heard(g, p, step, w, z, s);
            read_polls(g, p, reach, w, z);
        }
        const double *share = ROW(w->profile_share, g);
        double *orientation = ROW(w->state_orientation, g), *public_position = ROW(w->state_public_position, c);
        EACH_LANE {
            const double leaning = clip(orientation[k], -1.0, 1.0);
            orientation[k] = leaning;
            public_position[k] = clip(public_position[k] + share[k] * leaning, -1.0, 1.0);
        }
    }
}

static void read_opinion(const struct world *w, const struct sizes *z, const struct scratch *s) { opinion(0, w, z, s); }
static void step_opinion(const struct world *w, const struct sizes *z, const struct scratch *s) { opinion(1, w, z, s); }

/* Phase 6: disputes. */

static void read_pushes(whole d, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, *party = w->structure_party + d * z->countries;
    double *push = ROW(s->push, d), *mediation = ROW(s->mediation, d);
    whole parties = 0;
    for (whole c = 0; c < z->countries; c++) parties += party[c];
    memset(push, 0, n * sizeof(double));
    memset(mediation, 0, n * sizeof(double));
    for (whole c = 0; c < z->countries; c++) {
        if (party[c] == 0) continue;
        for (whole p = 0; p < z->poles; p++) {
            const double *foothold = ROW2(w->state_foothold, p, c, z->countries);
            const double *effort = ROW2(w->levers_influence_effort, p, c, z->countries);
            const double *mediating = ROW2(w->levers_mediation, p, c, z->countries);
            EACH_LANE {
                push[k] = push[k] + foothold[k] * effort[k];
                mediation[k] = mediation[k] + mediating[k] / (double)parties;
            }
        }
    }
}

INLINE void dispute(whole d, const int step, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(incident_base);
    CONST(incident_self);
    CONST(incident_push);
    CONST(incident_jump);
    CONST(tension_decay);
    CONST(mediation_effect);
    const double *push = ROW(s->push, d), *mediation = ROW(s->mediation, d), *rest = ROW(w->profile_rest, d);
    const double *chance = ROW(w->chance_incident, d);
    double *tension = ROW(w->state_tension, d), *incident = ROW(w->state_incident, d);
    double *probability = ROW(w->state_incident_probability, d);
    EACH_LANE {
        const double now = tension[k];
        const double odds = 1.0 - exp_(-(incident_base + incident_self * now + incident_push * push[k]) * MONTH);
        probability[k] = odds;
        if (step) {
            const double happened = chance[k] < odds ? 1.0 : 0.0;
            const double soothed = clip(mediation[k], 0.0, 1.0);
            const double calm = toward(now, rest[k], tension_decay * (1.0 + mediation_effect * soothed));
            incident[k] = happened;
            tension[k] = clip(calm + happened * incident_jump * (1.0 - calm), 0.0, 1.0);
        }
    }
}

static void read_crises(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    memset(s->crisis, 0, z->countries * n * sizeof(double));
    memset(s->worst, 0, z->countries * n * sizeof(double));
    for (whole c = 0; c < z->countries; c++) {
        double *crisis = ROW(s->crisis, c), *worst = ROW(s->worst, c);
        for (whole d = 0; d < z->disputes; d++) {
            if (w->structure_party[d * z->countries + c] == 0) continue;
            const double *salience = ROW2(w->profile_salience, d, c, z->countries), *tension = ROW(w->state_tension, d);
            EACH_LANE {
                const double felt = salience[k] * tension[k], so_far = worst[k];
                crisis[k] = crisis[k] + felt;
                worst[k] = felt > so_far ? felt : so_far;
            }
        }
    }
}

static void read_disputes(const struct world *w, const struct sizes *z, const struct scratch *s) {
    for (whole d = 0; d < z->disputes; d++) {
        read_pushes(d, w, z, s);
        dispute(d, 0, w, z, s);
    }
    read_crises(w, z, s);
}

static void step_disputes(const struct world *w, const struct sizes *z, const struct scratch *s) {
    for (whole d = 0; d < z->disputes; d++) {
        read_pushes(d, w, z, s);
        dispute(d, 1, w, z, s);
    }
    read_crises(w, z, s);
}

/* Phase 7: elections. */

#ifdef ZEROS_SKIPPED
static int is_zero(const double *row, whole n) {
    const word *bits = (const word *)row;
    word any = 0;
    EACH_LANE any |= bits[k] << 1;
    return any == 0;
}
#endif

static void step_elections(whole t, const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    CONST(election_sharpness);
    CONST(incumbency);
    CONST(elections_held);
    for (whole c = 0; c < z->countries; c++) {
        const int due = w->structure_election_due[t * z->countries + c] == 1;
        const double *public_position = ROW(w->state_public_position, c), *free_media = ROW(w->state_free_media, c);
        const double *chance = ROW(w->chance_election, c);
        double *course = ROW(w->state_course, c), *challenger = ROW(w->state_challenger, c);
        double *partner = ROW(w->state_partner_in_office, c), *governments = ROW(w->state_governments, c);
        double *called = ROW(w->state_election_called, c);
#ifdef ZEROS_SKIPPED
        if (!due && is_zero(called, n)) continue;
#endif
        EACH_LANE {
            const double in_office = course[k], rival = challenger[k], place = public_position[k], beside = partner[k];
            const double nearer = fabs(in_office - place) - fabs(rival - place);
            const double odds = logistic(election_sharpness * nearer - incumbency * (1.0 - free_media[k]));
            const double held = due | (called[k] > 0.0) ? elections_held : 0.0;
            const int change = (chance[k] < odds * held) & (rival != in_office);
            course[k] = change ? rival : in_office;
            challenger[k] = change ? in_office : rival;
            partner[k] = change ? 1.0 - beside : beside;
            governments[k] = governments[k] + (change ? 1.0 : 0.0);
            called[k] = 0.0;
        }
    }
}

/* Phase 8: the alignment target. */

static void read_threats(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(dispute_threat);
    double *near = s->said, *tense = s->weight, *contested = s->added;
    for (whole c = 0; c < z->countries; c++) {
        const double *alignment = ROW(w->state_alignment, c);
        for (whole p = 0; p < z->poles; p++) {
            const double position = w->structure_position[p];
            const double *exposure = ROW2(w->profile_exposure, p, c, z->countries);
            double *threat = ROW2(w->state_threat, p, c, z->countries);
            memset(near, 0, n * sizeof(double));
            memset(tense, 0, n * sizeof(double));
            memset(contested, 0, n * sizeof(double));
            for (whole peer = 0; peer < z->countries; peer++) {
                const double *ties = ROW2(w->profile_ties, c, peer, z->countries), *crisis = ROW(s->crisis, peer);
                const double *foothold = ROW2(w->state_foothold, p, peer, z->countries);
#ifdef ZEROS_SKIPPED
                if (is_zero(ties, n)) continue;
#endif
                EACH_LANE {
                    const double held = ties[k] * foothold[k];
                    near[k] = near[k] + held;
                    tense[k] = tense[k] + held * crisis[k];
                }
            }
            for (whole d = 0; d < z->disputes; d++) {
                if (w->structure_party[d * z->countries + c] == 0 || w->structure_pole_party[d * z->poles + p] == 0)
                    continue;
                const double *salience = ROW2(w->profile_salience, d, c, z->countries);
                const double *tension = ROW(w->state_tension, d);
                EACH_LANE contested[k] = contested[k] + salience[k] * tension[k];
            }
            EACH_LANE {
                const double held = near[k], mean = tense[k] / (held > 0.0 ? held : 1.0);
                const double felt = exposure[k] + held * (1.0 + mean) + dispute_threat * contested[k];
                threat[k] = clip(felt, 0.0, 1.0) * (1.0 - closeness(alignment[k], position));
            }
        }
    }
}

#define TERM(m) ROW2(w->state_contribution, m, c, z->countries)

INLINE double response(double flow) { return tanh_(flow / 2.0); }
INLINE double share_of_one(double all_of_side) { return 1.0 / clip(all_of_side, 1.0, 1e12); }

static int has_poles(whole side, const struct world *w, const struct sizes *z) {
    for (whole p = 0; p < z->poles; p++)
        if (w->structure_side[p] == side) return 1;
    return 0;
}

/* Material stakes, which the peers watch, and what energy sanctions of each pole could take. */
static void read_welfare(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(trade_loss);
    CONST(sanctions_loss);
    const double *alignment = ROW(w->state_alignment, c), *bid = ROW(w->state_bid, c);
    const double *saving = ROW(w->state_energy_saving, c), *lost = ROW(w->state_cutoff_loss, c);
    double *welfare = ROW(w->state_welfare, c);
    EACH_LANE welfare[k] = saving[k] - lost[k];
    for (whole p = 0; p < z->poles; p++) {
        const double position = w->structure_position[p];
        double *rival_owned = ROW2(s->rival_owned, p, c, z->countries);
        memset(rival_owned, 0, n * sizeof(double));
        for (whole owner = 0; owner < z->poles; owner++) {
            const double rivals = 0.5 * fabs(position - w->structure_position[owner]);
            const double *owned = ROW2(w->profile_energy_ownership, owner, c, z->countries);
            if (rivals == 0.0) continue;
            EACH_LANE rival_owned[k] = rival_owned[k] + rivals * owned[k];
        }
        const double *aid = ROW2(w->levers_aid, p, c, z->countries);
        const double *pressure = ROW2(w->levers_pressure, p, c, z->countries);
        const double *trade = ROW2(w->profile_trade, p, c, z->countries);
        const double *sanctions = ROW2(w->levers_energy_sanctions, p, c, z->countries);
        EACH_LANE {
            const double felt = pressure[k] * (1.0 - closeness(alignment[k], position));
            const double risk = felt * trade[k] * trade_loss;
            const double all = rival_owned[k], owned = all * share_of_one(all);
            rival_owned[k] = owned;
            welfare[k] = ((welfare[k] + aid[k] * bid[k]) - risk) - sanctions[k] * owned * sanctions_loss;
        }
    }
}

static void add_government_and_public(whole t, whole c, const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    CONST(w_partner);
    CONST(w_public);
    CONST(election_boost);
    const double until = w->structure_months_to_election[t * z->countries + c];
    const double nearness = exp_(-until / w->parameters_election_horizon);
    const double *course = ROW(w->state_course, c), *partner_weight = ROW(w->profile_partner_weight, c);
    const double *partner_course = ROW(w->profile_partner_course, c), *in_office = ROW(w->state_partner_in_office, c);
    const double *accountability = ROW(w->profile_accountability, c);
    const double *public_position = ROW(w->state_public_position, c);
    double *weights = ROW(w->state_weight, c), *government = TERM(GOVERNMENT), *partner = TERM(PARTNER);
    double *people = TERM(PUBLIC);
    EACH_LANE {
        const double beside = w_partner * partner_weight[k] * in_office[k];
        const double accountable = w_public * (0.3 + 0.7 * accountability[k]) * (1.0 + election_boost * nearness);
        government[k] = 0.0 + 1.0 * course[k];
        partner[k] = 0.0 + beside * partner_course[k];
        people[k] = 0.0 + accountable * public_position[k];
        weights[k] = ((0.0 + 1.0) + beside) + accountable;
    }
}

static void add_peers(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(imitation);
    CONST(stake_scale);
    CONST(w_peer);
    const double *own = ROW(w->state_welfare, c);
    double *tie_sum = s->tie_sum, *tilted_sum = s->peer_weight, *place = s->peer_place;
    memset(tie_sum, 0, n * sizeof(double));
    memset(tilted_sum, 0, n * sizeof(double));
    memset(place, 0, n * sizeof(double));
    for (whole peer = 0; peer < z->countries; peer++) {
        const double *ties = ROW2(w->profile_ties, c, peer, z->countries), *welfare = ROW(w->state_welfare, peer);
        const double *alignment = ROW(w->state_alignment, peer);
#ifdef ZEROS_SKIPPED
        if (is_zero(ties, n)) continue;
#endif
        EACH_LANE {
            const double tilted = ties[k] * (1.0 + imitation * tanh_((welfare[k] - own[k]) / stake_scale));
            tie_sum[k] = tie_sum[k] + ties[k];
            tilted_sum[k] = tilted_sum[k] + tilted;
            place[k] = place[k] + tilted * alignment[k];
        }
    }
    double *peers = TERM(PEERS), *weights = ROW(w->state_weight, c);
    EACH_LANE {
        const double tilted = tilted_sum[k], mean = place[k] / (tilted > 0.0 ? tilted : 1.0);
        const double tied = w_peer * (tie_sum[k] * share_of_one(tie_sum[k])), weight = tilted > 0.0 ? tied : 0.0;
        peers[k] = 0.0 + weight * mean;
        weights[k] = weights[k] + weight;
    }
}

/* Commitment and the middle; then every anchor's share of the weighted mean. */
static void add_bonds(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(w_commit);
    CONST(w_middle);
    double *weights = ROW(w->state_weight, c), *commitment = TERM(COMMITMENT), *middle = TERM(MIDDLE);
    double *government = TERM(GOVERNMENT), *partner = TERM(PARTNER), *people = TERM(PUBLIC), *peers = TERM(PEERS);
    for (whole side = 0; side < SIDES; side++) memset(s->held[side], 0, n * sizeof(double));
    for (whole p = 0; p < z->poles; p++) {
        const double *accession = ROW2(w->state_accession, p, c, z->countries);
        const double *alliance = ROW2(w->profile_alliance, p, c, z->countries);
        double *bound = s->held[w->structure_side[p]];
        EACH_LANE bound[k] = bound[k] + 0.5 * (accession[k] + alliance[k]);
    }
    memset(commitment, 0, n * sizeof(double));
    for (whole p = 0; p < z->poles; p++) {
        const double position = w->structure_position[p];
        const double *accession = ROW2(w->state_accession, p, c, z->countries);
        const double *alliance = ROW2(w->profile_alliance, p, c, z->countries);
        const double *bound = s->held[w->structure_side[p]];
        EACH_LANE {
            const double weight = w_commit * (0.5 * (accession[k] + alliance[k])) * share_of_one(bound[k]);
            commitment[k] = commitment[k] + weight * position;
            weights[k] = weights[k] + weight;
        }
    }
    const double *hedging = ROW(w->profile_hedging, c);
    EACH_LANE {
        const double to_middle = w_middle * hedging[k], all = weights[k] + to_middle;
        weights[k] = all;
        government[k] = government[k] / all;
        partner[k] = partner[k] / all;
        people[k] = people[k] / all;
        peers[k] = peers[k] / all;
        commitment[k] = commitment[k] / all;
        middle[k] = (0.0 + to_middle * 0.0) / all;
    }
}

#define OFFER(term, amount)                                      \
    {                                                            \
        const double given = (amount);                           \
        term[k] = term[k] + position * given;                    \
        side[k] = side[k] + reach * (given > 0.0 ? given : 0.0); \
    }

/* The shield of pole p where state c needs it most. */
static void read_shield(whole p, whole c, const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    CONST(tension_share);
    CONST(patron_answer);
    const double *patronage = ROW2(w->levers_patronage, p, c, z->countries);
    const double *answered = ROW2(w->state_answered, p, c, z->countries);
    double *shield = ROW2(w->state_shield, p, c, z->countries);
    memset(shield, 0, n * sizeof(double));
    for (whole d = 0; d < z->disputes; d++) {
        if (w->structure_party[d * z->countries + c] == 0 || w->structure_pole_party[d * z->poles + p] == 1) continue;
        const double *salience = ROW2(w->profile_salience, d, c, z->countries), *tension = ROW(w->state_tension, d);
        EACH_LANE {
            const double need = salience[k] * ((1.0 - tension_share) + tension_share * tension[k]);
            const double given = patronage[k] * (1.0 - patron_answer * answered[k]) * need, so_far = shield[k];
            shield[k] = given > so_far ? given : so_far;
        }
    }
}

/* What state c gets from pole p and may lose, and what of it pulls. */
INLINE void add_favours(whole p, whole c, const int sells, const struct world *w, const struct sizes *z,
                        const struct scratch *s) {
    const whole n = z->lanes;
    CONST(patron_answer);
    CONST(b_aid);
    CONST(b_accession_offer);
    CONST(b_patronage);
    CONST(b_arms);
    CONST(b_threat);
    const double position = w->structure_position[p], reach = fabs(position);
    const double b_supply = position * w->parameters_b_supply;
    const double *bid = ROW(w->state_bid, c), *rivalry = w->profile_rivalry;
    const double *dependence = ROW(w->state_gas_dependence, c), *uncovered = ROW(s->uncovered, c);
    const double *supply = ROW2(w->levers_gas_supply, p, c, z->countries);
    const double *owned = ROW2(w->profile_energy_ownership, p, c, z->countries);
    const double *shield = ROW2(w->state_shield, p, c, z->countries);
    const double *aid = ROW2(w->levers_aid, p, c, z->countries);
    const double *credibility = ROW2(w->levers_accession_credibility, p, c, z->countries);
    const double *accession = ROW2(w->state_accession, p, c, z->countries);
    const double *answered = ROW2(w->state_answered, p, c, z->countries);
    const double *arms_supply = ROW2(w->levers_arms_supply, p, c, z->countries);
    const double *arms = ROW2(w->profile_arms, p, c, z->countries);
    const double *threat = ROW2(w->state_threat, p, c, z->countries);
    double *stakes = ROW2(w->state_supply_stake, p, c, z->countries);
    double *favours = ROW2(w->state_favours, p, c, z->countries), *saved = s->drawn;
    double *side = position > 0.0 ? ROW(w->state_west_benefit, c) : ROW(w->state_east_benefit, c);
    double *supply_term = TERM(SUPPLY), *aid_term = TERM(AID), *accession_term = TERM(ACCESSION_OFFER);
    double *patronage_term = TERM(PATRONAGE), *arms_term = TERM(ARMS), *threat_term = TERM(THREAT);
    EACH_LANE {
        const double owns = 0.3 * owned[k];
        double stake = owns, given_ = shield[k];
        if (sells) {
            stake = 0.7 * dependence[k] * uncovered[k] * (0.5 + 0.5 * supply[k]) + owns;
            given_ = given_ + stake + (saved[k] > 0.0 ? saved[k] : 0.0);
        } else {
            given_ = given_ + stake;
        }
        stakes[k] = stake;
        favours[k] = given_;
        supply_term[k] = supply_term[k] + b_supply * stake;
        OFFER(aid_term, b_aid * response(aid[k] * bid[k]))
        OFFER(accession_term, b_accession_offer * (credibility[k] * (1.0 - accession[k])) * bid[k])
        OFFER(patronage_term, b_patronage * shield[k] * bid[k])
        OFFER(arms_term, b_arms * (arms_supply[k] * (1.0 - patron_answer * answered[k])) * arms[k] * bid[k])
        threat_term[k] = threat_term[k] + -position * (b_threat * rivalry[k] * threat[k]);
    }
}

static void add_energy(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, p = w->structure_seller[c];
    if (p < 0) return;
    CONST(b_energy);
    const double position = w->structure_position[p], reach = fabs(position);
    const double *saving = ROW(w->state_energy_saving, c);
    double *side = position > 0.0 ? ROW(w->state_west_benefit, c) : ROW(w->state_east_benefit, c);
    double *energy = TERM(ENERGY), *saved = s->drawn;
    EACH_LANE {
        const double felt = response(saving[k]);
        saved[k] = felt;
        OFFER(energy, b_energy * felt)
    }
}

/* Pressure and energy sanctions: of the poles of a side the one that draws most, by what all of them could withhold. */
static void add_demands(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(b_pressure);
    CONST(b_energy_sanctions);
    const double *alignment = ROW(w->state_alignment, c);
    double *held = s->said, *offer = s->offer, *drawn = s->drawn, *taken = s->taken;
    double *pressure_term = TERM(PRESSURE), *sanctions_term = TERM(ENERGY_SANCTIONS);
    for (whole side = 0; side < SIDES; side++) {
        if (!has_poles(side, w, z)) continue;
        memset(held, 0, n * sizeof(double));
        memset(offer, 0, n * sizeof(double));
        memset(drawn, 0, n * sizeof(double));
        memset(taken, 0, n * sizeof(double));
        for (whole p = 0; p < z->poles; p++) {
            if (w->structure_side[p] != side) continue;
            const double *trade = ROW2(w->profile_trade, p, c, z->countries);
            const double *credibility = ROW2(w->levers_accession_credibility, p, c, z->countries);
            const double *accession = ROW2(w->state_accession, p, c, z->countries);
            EACH_LANE {
                const double ahead = clip(2.0 * credibility[k], 0.0, 1.0) * (1.0 - accession[k]), so_far = offer[k];
                const double traded = trade[k], most = held[k];
                held[k] = traded > most ? traded : most;
                offer[k] = ahead > so_far ? ahead : so_far;
            }
        }
        for (whole p = 0; p < z->poles; p++) {
            if (w->structure_side[p] != side) continue;
            const double position = w->structure_position[p];
            const double *pressure = ROW2(w->levers_pressure, p, c, z->countries);
            const double *sanctions = ROW2(w->levers_energy_sanctions, p, c, z->countries);
            const double *rival_owned = ROW2(s->rival_owned, p, c, z->countries);
            EACH_LANE {
                const double apart = position - alignment[k], so_far = drawn[k], taken_so_far = taken[k];
                const double stake = 0.5 * held[k] + 0.5 * offer[k];
                const double move = pressure[k] * stake * apart, taking = sanctions[k] * rival_owned[k] * apart;
                drawn[k] = fabs(move) > fabs(so_far) ? move : so_far;
                taken[k] = fabs(taking) > fabs(taken_so_far) ? taking : taken_so_far;
            }
        }
        EACH_LANE {
            pressure_term[k] = pressure_term[k] + b_pressure * drawn[k];
            sanctions_term[k] = sanctions_term[k] + b_energy_sanctions * taken[k];
        }
    }
}

/* Together the poles of a side guard a state wholly at most. */
static void add_guarantees(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(b_guarantee);
    double *term = TERM(SECURITY_GUARANTEE);
    for (whole side = 0; side < SIDES; side++) memset(s->held[side], 0, n * sizeof(double));
    for (whole p = 0; p < z->poles; p++) {
        const double *guarantee = ROW2(w->levers_security_guarantee, p, c, z->countries);
        double *guarded = s->held[w->structure_side[p]];
        EACH_LANE guarded[k] = guarded[k] + guarantee[k];
    }
    for (whole p = 0; p < z->poles; p++) {
        const double position = w->structure_position[p], reach = fabs(position);
        const double *guarantee = ROW2(w->levers_security_guarantee, p, c, z->countries);
        const double *guarded = s->held[w->structure_side[p]];
        double *side = position > 0.0 ? ROW(w->state_west_benefit, c) : ROW(w->state_east_benefit, c);
        EACH_LANE OFFER(term, b_guarantee * (guarantee[k] * share_of_one(guarded[k])))
    }
}

static void add_street(const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    CONST(street_tolerance);
    CONST(b_street);
    for (whole g = 0; g < z->publics; g++) {
        const whole c = w->structure_public_country[g];
        const double *orientation = ROW(w->state_orientation, g), *alignment = ROW(w->state_alignment, c);
        const double *share = ROW(w->profile_share, g);
        double *street = TERM(STREET);
        EACH_LANE {
            const double gap = orientation[k] - alignment[k], beyond = fabs(gap) - street_tolerance;
            const double push = share[k] * (beyond > 0.0 ? beyond : 0.0);
            street[k] = street[k] + b_street * (gap > 0.0 ? push : -push);
        }
    }
}

static void sum_up(whole c, const struct world *w, const struct sizes *z) {
    const whole n = z->lanes, apart = z->countries * n;
    const double *left_over = ROW(w->profile_unexplained, c), *terms = ROW(w->state_contribution, c);
    double *target = ROW(w->state_target, c), *unexplained = TERM(UNEXPLAINED);
    EACH_LANE {
        double sum = 0.0;
        const double last = 0.0 + left_over[k];
#pragma GCC unroll 18
        for (int m = 0; m < UNEXPLAINED; m++) sum = sum + terms[m * apart + k];
        unexplained[k] = last;
        target[k] = sum + last;
    }
}

static void read_target(whole t, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, all = z->countries * n;
    memset(w->state_west_benefit, 0, all * sizeof(double));
    memset(w->state_east_benefit, 0, all * sizeof(double));
    memset(w->state_contribution + ENERGY * all, 0, (MECHANISMS - ENERGY) * all * sizeof(double));
    for (whole c = 0; c < z->countries; c++) read_welfare(c, w, z, s);
    add_street(w, z);
    for (whole c = 0; c < z->countries; c++) {
        add_government_and_public(t, c, w, z);
        add_peers(c, w, z, s);
        add_bonds(c, w, z, s);
        add_energy(c, w, z, s);
        for (whole p = 0; p < z->poles; p++) {
            read_shield(p, c, w, z);
            if (w->structure_seller[c] == p)
                add_favours(p, c, 1, w, z, s);
            else
                add_favours(p, c, 0, w, z, s);
        }
        add_demands(c, w, z, s);
        add_guarantees(c, w, z, s);
        sum_up(c, w, z);
    }
}

static void step_alignments(const struct world *w, const struct sizes *z) {
    const whole n = z->lanes;
    CONST(inertia_rate);
    const double decay = exp_(-2.0 * inertia_rate * MONTH), fade = exp_(-inertia_rate * MONTH);
    const double spread = w->parameters_alignment_volatility * sqrt((1.0 - decay) / (2.0 * inertia_rate));
    const double *target = w->state_target, *chance = w->chance_alignment;
    double *alignment = w->state_alignment;
#pragma GCC ivdep
    for (whole k = 0; k < z->countries * n; k++) {
        const double moved = target[k] + (alignment[k] - target[k]) * fade;
        alignment[k] = clip(moved + spread * normal_quantile(chance[k]), -1.0, 1.0);
    }
}

/* Phase 9: acts. */

/* For each side that may ask, the most pressure from it on each state, and the most that it gives. */
static void read_sides(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    memset(s->pressed, 0, 2 * z->countries * n * sizeof(double));
    memset(s->favoured, 0, 2 * z->countries * n * sizeof(double));
    for (whole p = 0; p < z->poles; p++) {
        const whole side = w->structure_side[p];
        if (side != ABOVE && side != BELOW) continue;
        for (whole c = 0; c < z->countries; c++) {
            const double *pressure = ROW2(w->levers_pressure, p, c, z->countries);
            const double *favours = ROW2(w->state_favours, p, c, z->countries);
            double *pressed = ROW2(s->pressed, side, c, z->countries);
            double *favoured = ROW2(s->favoured, side, c, z->countries);
            EACH_LANE {
                const double lever = pressure[k], given = favours[k], so_far = pressed[k], given_so_far = favoured[k];
                pressed[k] = lever > so_far ? lever : so_far;
                favoured[k] = given > given_so_far ? given : given_so_far;
            }
        }
    }
}

INLINE int multiple(double months, double interval) { return floor(months / interval) * interval == months; }

INLINE void open_round(whole a, const int kind, const struct world *w, const struct sizes *z,
                       const struct scratch *s) {
    const whole n = z->lanes;
    const double interval = (double)w->structure_act_interval[a];
    const double spread =
        kind == VOTE ? w->parameters_vote_spread : (kind == SANCTIONS ? w->parameters_round_spread : 0.0);
    const double *open = ROW(w->profile_open, a), *months_asked = ROW(w->state_months_asked, a);
    const double *chance = ROW(w->chance_round, a);
    double *asked = s->asked, *round_term = ROW(w->state_round_term, a);
    EACH_LANE {
        const double months = months_asked[k];
        const int due = (open[k] > 0.0) & (multiple(months, interval));
        asked[k] = due ? 1.0 : 0.0;
    }
#ifdef ZEROS_SKIPPED
    if (is_zero(asked, n)) return;
#endif
    EACH_LANE {
        const double drawn = spread * normal_quantile(chance[k]), as_it_was = round_term[k];
        round_term[k] = asked[k] > 0.0 ? drawn : as_it_was;
    }
}

INLINE void read_difficulty(whole a, const int kind, const struct world *w, const struct sizes *z,
                            const struct scratch *s) {
    const whole n = z->lanes;
    const double *round_term = ROW(w->state_round_term, a);
    double *yes_above = s->yes_above, *no_below = s->no_below;
    if (kind != VOTE) {
        const double *difficulty = ROW(w->profile_difficulty, a);
        EACH_LANE yes_above[k] = difficulty[k] + round_term[k];
        return;
    }
    CONST(vote_shift);
    CONST(vote_steepness);
    CONST(vote_gap);
    const double *place = w->profile_ideal_point_place, *slope = w->profile_ideal_point_slope;
    const double *world_yes = ROW(w->profile_world_yes, a), *world_no = ROW(w->profile_world_no, a);
    const double *world_abstain = ROW(w->profile_world_abstain, a);
    EACH_LANE {
        const double voting = world_yes[k] + world_no[k] + world_abstain[k];
        const double yes = (world_yes[k] + 0.5) / (voting + 1.0), no = (world_no[k] + 0.5) / (voting + 1.0);
        const double above = vote_shift + vote_steepness * (normal_quantile(1.0 - yes) - place[k]) / slope[k];
        const double divides = vote_shift + vote_gap + vote_steepness * (normal_quantile(no) - place[k]) / slope[k];
        yes_above[k] = above + round_term[k];
        no_below[k] = (above - clip(above - divides, 0.02, 1e12)) + round_term[k];
    }
}

/* How ready state c is for act a, and how likely to do it, and to vote against it. */
INLINE void read_joining(whole a, whole c, const int kind, const struct world *w, const struct sizes *z,
                         const struct scratch *s) {
    const whole n = z->lanes, asks = w->structure_act_side[a];
    const double sign = asks == ABOVE ? 1.0 : -1.0;
    CONST(act_pressure);
    const double act_cost = kind == VOTE ? 0.0 : w->parameters_act_cost;
    const double width = kind == VOTE        ? w->parameters_vote_width
                         : kind == SANCTIONS ? w->parameters_sanctions_width
                                             : w->parameters_act_width;
    const double *alignment = ROW(w->state_alignment, c), *act_term = ROW(w->profile_act_term, c);
    const double *kind_term = ROW2(w->profile_kind_term, a, c, z->countries);
    const double *pressed = ROW2(s->pressed, asks, c, z->countries);
    const double *favoured = ROW2(s->favoured, 1 - asks, c, z->countries);
    const double *yes_above = s->yes_above, *no_below = s->no_below;
    double *readiness = ROW2(w->state_readiness, a, c, z->countries);
    double *joining = ROW2(w->state_joining_probability, a, c, z->countries);
    double *opposing = ROW2(w->state_opposing_probability, a, c, z->countries);
    EACH_LANE {
        const double ready = sign * (alignment[k] + act_term[k]) + kind_term[k] + act_pressure * pressed[k] -
                             act_cost * favoured[k];
        readiness[k] = ready;
        joining[k] = logistic((ready - yes_above[k]) / width);
        opposing[k] = kind == VOTE ? 1.0 - logistic((ready - no_below[k]) / width) : 0.0;
    }
}

INLINE void decide(whole a, whole c, const int sticky, const struct world *w, const struct sizes *z,
                   const struct scratch *s) {
    const whole n = z->lanes;
    CONST(acts_asked);
    const double *probability = ROW2(w->state_joining_probability, a, c, z->countries), *asked = s->asked;
    const double *opposing = ROW2(w->state_opposing_probability, a, c, z->countries);
    const double *chance = ROW2(w->chance_act, a, c, z->countries);
    double *joined = ROW2(w->state_joined, a, c, z->countries), *opposed = ROW2(w->state_opposed, a, c, z->countries);
    EACH_LANE {
        const double before = joined[k], stood = opposed[k];
        double done = chance[k] < probability[k] * acts_asked ? 1.0 : 0.0;
        const double against = chance[k] > 1.0 - opposing[k] ? 1.0 : 0.0;
        if (sticky) done = before <= done ? done : before;
        joined[k] = asked[k] > 0.0 ? done : before;
        opposed[k] = asked[k] > 0.0 ? against : stood;
    }
}

static void decide_on_sanctions(whole a, whole c, const struct world *w, const struct sizes *z,
                                const struct scratch *s) {
    const whole n = z->lanes;
    const double renew = (double)w->structure_act_renew[a];
    CONST(acts_asked);
    CONST(sanctions_habit);
    CONST(sanctions_width);
    const double *probability = ROW2(w->state_joining_probability, a, c, z->countries), *asked = s->asked;
    const double *readiness = ROW2(w->state_readiness, a, c, z->countries), *yes_above = s->yes_above;
    const double *chance = ROW2(w->chance_act, a, c, z->countries), *open = ROW(w->profile_open, a);
    const double *months_asked = ROW(w->state_months_asked, a);
    double *joined = ROW2(w->state_joined, a, c, z->countries);
    double *reluctance = ROW2(w->state_reluctance, a, c, z->countries);
    EACH_LANE {
        const double before = joined[k], months = months_asked[k], drawn = chance[k], as_it_was = reluctance[k];
        const double reluctant = asked[k] > 0.0 ? drawn : as_it_was;
        const double easier = yes_above[k] - sanctions_habit;
        const double staying = logistic((readiness[k] - easier) / sanctions_width), joining = probability[k];
        const int renewed = (months > 0.0) & (multiple(months, renew));
        const double likely = before > 0.0 ? staying : joining;
        const double willing = likely * acts_asked > reluctant ? 1.0 : 0.0;
        const int decides = (open[k] > 0.0) & ((before <= 0.0) | renewed);
        reluctance[k] = reluctant;
        joined[k] = decides ? willing : before;
    }
}

INLINE void act(whole a, const int kind, const int step, const struct world *w, const struct sizes *z,
                const struct scratch *s) {
    const whole n = z->lanes, against = w->structure_act_against[a];
    if (step) open_round(a, kind, w, z, s);
    read_difficulty(a, kind, w, z, s);
    for (whole c = 0; c < z->countries; c++) {
        read_joining(a, c, kind, w, z, s);
        if (!step) continue;
        if (kind == SANCTIONS)
            decide_on_sanctions(a, c, w, z, s);
        else if (w->structure_act_sticky[a] == 1)
            decide(a, c, 1, w, z, s);
        else
            decide(a, c, 0, w, z, s);
        if (against < 0) continue;
        const double *joined = ROW2(w->state_joined, a, c, z->countries);
        double *answered = ROW2(w->state_answered, against, c, z->countries);
        EACH_LANE {
            const double stands = joined[k], so_far = answered[k];
            answered[k] = stands > so_far ? stands : so_far;
        }
    }
    if (!step) return;
    const double *open = ROW(w->profile_open, a);
    double *months_asked = ROW(w->state_months_asked, a);
    EACH_LANE {
        const double months = months_asked[k] + 1.0;
        months_asked[k] = open[k] > 0.0 ? months : 0.0;
    }
}

INLINE void acts(const int step, const struct world *w, const struct sizes *z, const struct scratch *s) {
    read_sides(w, z, s);
    for (whole a = 0; a < z->acts; a++) {
        const whole kind = w->structure_act_kind[a];
        if (kind == VOTE)
            act(a, VOTE, step, w, z, s);
        else if (kind == SANCTIONS)
            act(a, SANCTIONS, step, w, z, s);
        else
            act(a, PLAIN, step, w, z, s);
    }
}

static void read_acts(const struct world *w, const struct sizes *z, const struct scratch *s) { acts(0, w, z, s); }

static void step_acts(const struct world *w, const struct sizes *z, const struct scratch *s) {
    memset(w->state_answered, 0, z->poles * z->countries * z->lanes * sizeof(double));
    acts(1, w, z, s);
}

INLINE double events_due(double per_year, double month) {
    const double rate = (0.0 <= per_year) & (per_year < 1e6) ? per_year : 0.0;
    return trunc(rate * (month + 1.0) / 12.0 + 1e-9) - trunc(rate * month / 12.0 + 1e-9);
}

/* How ready state c is for a declaration that costs nothing. */
static void read_ready(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, asks = w->structure_declarations_side[0];
    const double sign = asks == ABOVE ? 1.0 : -1.0;
    CONST(act_pressure);
    const double *alignment = ROW(w->state_alignment, c), *act_term = ROW(w->profile_act_term, c);
    const double *declaration_term = ROW(w->profile_declaration_term, c), *mood = ROW(w->state_mood, c);
    const double *pressed = ROW2(s->pressed, asks, c, z->countries);
    double *ready = s->ready;
    EACH_LANE ready[k] = sign * (alignment[k] + act_term[k]) + (declaration_term[k] + mood[k]) +
                         act_pressure * pressed[k];
}

INLINE double *favoured_by_the_other(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    return ROW2(s->favoured, 1 - w->structure_declarations_side[0], c, z->countries);
}

static const double HARD_COST = 0.5;

/* Adds a binomial count from one uniform draw to `sum`; lanes with fewer trials stand still at the end. */
INLINE void add_count(const double *u, const double *count, double most, const double *favoured, const double cost,
                      const double difficulty, double *sum, const struct world *w, const struct scratch *s, whole n) {
    CONST(declaration_width);
    CONST(acts_asked);
    const double *ready = s->ready;
    double *draw_ = s->draw, *odds = s->odds, *mass = s->mass, *below = s->below, *counted = s->counted;
    EACH_LANE {
        const double willing = ready[k] - cost * favoured[k];
        const double probability = logistic((willing - difficulty) / declaration_width) * acts_asked;
        const int rare = probability <= 0.5;
        odds[k] = rare ? probability : 1.0 - probability;
        draw_[k] = rare ? u[k] : 1.0 - u[k];
        counted[k] = rare ? 0.0 : -1.0; /* the sign bit remembers which of the two is counted */
        mass[k] = 1.0;
    }
    for (double i = 0.0; i < most; i++) {
        EACH_LANE {
            const double thinner = mass[k] * (1.0 - odds[k]), as_is = mass[k];
            mass[k] = i < count[k] ? thinner : as_is;
        }
    }
    EACH_LANE below[k] = mass[k];
    for (double i = 0.0; i < most; i++) {
        EACH_LANE {
            const double as_is = mass[k], so_far = counted[k], under = below[k];
            const double step = so_far < 0.0 ? -1.0 : 1.0;
            const double one_more = so_far + (draw_[k] > under ? step : 0.0);
            const double next = as_is * ((count[k] - i) * odds[k]) / ((i + 1.0) * (1.0 - odds[k]));
            const int left = i < count[k];
            counted[k] = left ? one_more : so_far;
            mass[k] = left ? next : as_is;
            below[k] = left ? under + next : under;
        }
    }
    EACH_LANE {
        const double so_far = counted[k];
        sum[k] = sum[k] + (so_far < 0.0 ? count[k] - (-so_far - 1.0) : so_far);
    }
}

static void read_made(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    double *all = s->made;
    memset(all, 0, n * sizeof(double));
    for (whole i = 0; i < MONTHS_REMEMBERED; i++) {
        const double *then = ROW(w->state_declarations_made, i);
        EACH_LANE all[k] = all[k] + then[k];
    }
}

static void read_declared_rate(whole c, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, apart = z->countries * n;
    const double *rows = ROW(w->state_declarations_joined, c), *all = s->made;
    double *rate = ROW(w->state_declared_rate, c);
    EACH_LANE {
        double sum = 0.0;
#pragma GCC unroll 12
        for (int i = 0; i < MONTHS_REMEMBERED; i++) sum = sum + rows[i * apart + k];
        rate[k] = sum / (all[k] > 0.0 ? all[k] : 1.0);
    }
}

/* The year before the start, as it is expected at the start. */
static void expect_declarations(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(easy_difficulty);
    CONST(hard_difficulty);
    CONST(declaration_width);
    CONST(acts_asked);
    const double cost = HARD_COST * w->parameters_act_cost;
    const double *per_year = w->profile_declarations_per_year, *hard_share = w->profile_hard_share, *ready = s->ready;
    double *made = w->state_declarations_made;
    EACH_LANE made[k] = per_year[k] / 12.0;
    for (whole i = 1; i < MONTHS_REMEMBERED; i++) memcpy(ROW(made, i), made, n * sizeof(double));
    read_made(w, z, s);
    for (whole c = 0; c < z->countries; c++) {
        read_ready(c, w, z, s);
        const double *favoured = favoured_by_the_other(c, w, z, s);
        double *joined = ROW(w->state_declarations_joined, c);
        EACH_LANE {
            const double easy = logistic((ready[k] - easy_difficulty) / declaration_width) * acts_asked;
            const double costly = ready[k] - cost * favoured[k];
            const double hard = logistic((costly - hard_difficulty) / declaration_width) * acts_asked;
            joined[k] = made[k] * ((1.0 - hard_share[k]) * easy + hard_share[k] * hard);
        }
        for (whole i = 1; i < MONTHS_REMEMBERED; i++)
            memcpy(ROW2(w->state_declarations_joined, i, c, z->countries), joined, n * sizeof(double));
        read_declared_rate(c, w, z, s);
    }
}

static void step_declarations(whole t, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, slot = t % MONTHS_REMEMBERED, month = t;
    const double cost = HARD_COST * w->parameters_act_cost;
    const double *per_year = w->profile_declarations_per_year, *hard_share = w->profile_hard_share;
    double *easy = s->easy, *hard = s->hard, *made = ROW(w->state_declarations_made, slot);
    if (slot == 1) {
        CONST(declaration_spread);
        const double *chance = w->chance_mood;
        double *mood = w->state_mood;
#pragma GCC ivdep
        for (whole k = 0; k < z->countries * n; k++) mood[k] = declaration_spread * normal_quantile(chance[k]);
    }
    EACH_LANE {
        const double few = events_due(per_year[k] * hard_share[k], (double)month);
        const double many = events_due(per_year[k] * (1.0 - hard_share[k]), (double)month);
        easy[k] = many;
        hard[k] = few;
        made[k] = many + few;
    }
    double most_easy = 0.0, most_hard = 0.0;
    for (whole k = 0; k < n; k++) {
        most_easy = easy[k] > most_easy ? easy[k] : most_easy;
        most_hard = hard[k] > most_hard ? hard[k] : most_hard;
    }
    read_made(w, z, s);
    for (whole c = 0; c < z->countries; c++) {
        const double *favoured = favoured_by_the_other(c, w, z, s);
        double *joined = ROW2(w->state_declarations_joined, slot, c, z->countries);
        memset(joined, 0, n * sizeof(double));
        read_ready(c, w, z, s);
        add_count(ROW(w->chance_easy_declaration, c), easy, most_easy, favoured, 0.0, w->parameters_easy_difficulty,
                  joined, w, s, n);
        add_count(ROW(w->chance_hard_declaration, c), hard, most_hard, favoured, cost, w->parameters_hard_difficulty,
                  joined, w, s, n);
        read_declared_rate(c, w, z, s);
    }
}

/* Phase 10: accession. */

INLINE void accession(const int step, const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    CONST(required_base);
    CONST(pressure_requirement);
    CONST(requirement_width);
    CONST(accession_speed);
    for (whole p = 0; p < z->poles; p++) {
        const double position = w->structure_position[p];
        for (whole c = 0; c < z->countries; c++) {
            const double *pressure = ROW2(w->levers_pressure, p, c, z->countries);
            const double *credibility = ROW2(w->levers_accession_credibility, p, c, z->countries);
            const double *alignment = ROW(w->state_alignment, c), *worst = ROW(s->worst, c);
            double *required = ROW2(w->state_required_alignment, p, c, z->countries);
            double *progress = ROW2(w->state_accession, p, c, z->countries);
            EACH_LANE {
                const double asked = clip(required_base + pressure_requirement * pressure[k], -1.0, 1.0);
                required[k] = asked;
                if (step) {
                    const double fit = logistic((line(alignment[k], position) - asked) / requirement_width);
                    const double speed = accession_speed * credibility[k] * fit * (1.0 - worst[k]);
                    progress[k] = clip(progress[k] + speed * MONTH, 0.0, 1.0);
                }
            }
        }
    }
}

static void read_requirements(const struct world *w, const struct sizes *z, const struct scratch *s) {
    accession(0, w, z, s);
}
static void step_accession(const struct world *w, const struct sizes *z, const struct scratch *s) {
    accession(1, w, z, s);
}

/* Phase 11: record. */

static void read_outcomes(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes;
    for (whole c = 0; c < z->countries; c++) {
        const double *west = ROW(w->state_west_benefit, c), *east = ROW(w->state_east_benefit, c);
        const double *alignment = ROW(w->state_alignment, c), *bid = ROW(w->state_bid, c), *worst = ROW(s->worst, c);
        double *hedging = ROW(w->state_hedging_index, c), *paid = ROW(w->state_aid_liability, c);
        double *held = ROW(w->state_foothold_liability, c), *tension = ROW(w->state_tension_liability, c);
        double *liability = ROW(w->state_liability, c);
        memset(paid, 0, n * sizeof(double));
        memset(held, 0, n * sizeof(double));
        for (whole p = 0; p < z->poles; p++) {
            const double position = w->structure_position[p];
            const double donor = clip(position, 0.0, 1.0), holder = clip(-position, 0.0, 1.0);
            const double *aid = ROW2(w->levers_aid, p, c, z->countries);
            const double *foothold = ROW2(w->state_foothold, p, c, z->countries);
            if (donor > 0.0)
                EACH_LANE paid[k] = paid[k] + donor * (0.5 * fabs(alignment[k] - position) * (aid[k] * bid[k]));
            if (holder > 0.0) EACH_LANE held[k] = held[k] + holder * foothold[k];
        }
        EACH_LANE {
            const double total = west[k] + east[k], less = west[k] < east[k] ? west[k] : east[k];
            const double foothold = clip(held[k], 0.0, 1.0);
            hedging[k] = 2.0 * less / (total > 0.0 ? total : 1.0);
            tension[k] = worst[k];
            held[k] = foothold;
            liability[k] = paid[k] + worst[k] + foothold;
        }
    }
}

static void count_costs(const struct world *w, const struct sizes *z, const struct scratch *s) {
    const whole n = z->lanes, countries = z->countries;
    for (whole p = 0; p < z->poles; p++) {
        double *money_spent = ROW(w->state_money_spent, p), *effort_spent = ROW(w->state_effort_spent, p);
        for (whole c = 0; c < countries; c++) {
            const whole at = (p * countries + c) * n;
            const double *pressure = w->levers_pressure + at, *visibility = w->levers_aid_visibility + at;
            const double *credibility = w->levers_accession_credibility + at, *arms = w->levers_arms_supply + at;
            const double *support = w->levers_diversification_support + at, *media = w->levers_media_support + at;
            const double *mediation = w->levers_mediation + at, *guarantee = w->levers_security_guarantee + at;
            const double *sanctions = w->levers_energy_sanctions + at, *patronage = w->levers_patronage + at;
            const double *influence = w->levers_influence_effort + at, *aid = w->levers_aid + at;
            const double *gdp = ROW(w->profile_gdp, c), *bid = ROW(w->state_bid, c);
            EACH_LANE {
                const double effort = pressure[k] + visibility[k] + credibility[k] + support[k] + media[k] +
                                      mediation[k] + guarantee[k] + sanctions[k] + patronage[k] + influence[k] +
                                      arms[k];
                effort_spent[k] = effort_spent[k] + effort * MONTH;
            }
            if (w->structure_seller[c] != p) {
                EACH_LANE money_spent[k] = money_spent[k] + 0.01 * (aid[k] * bid[k]) * gdp[k] * MONTH;
                continue;
            }
            const double *saving = ROW(w->state_energy_saving, c), *demand = ROW(w->profile_demand, c);
            const double *undelivered = ROW(s->undelivered, c), *price = ROW(w->state_contract_price, c);
            EACH_LANE {
                const double given = 0.01 * (aid[k] * bid[k] + saving[k]) * gdp[k];
                const double unsold = 0.001 * demand[k] * undelivered[k];
                money_spent[k] = money_spent[k] + (given + unsold * price[k]) * MONTH;
            }
        }
    }
}

/* Around the months: sim/twochairs/engine/loops.py. */

static void keep(whole t, const double *values, const whole *watched, whole count, double *kept, whole n) {
    for (whole i = 0; i < count; i++) memcpy(kept + (t * count + i) * n, ROW(values, watched[i]), n * sizeof(double));
}

static void mark_spoiled(whole t, const double *values, whole slots, double *trace, whole *spoiled, whole n) {
    memset(trace, 0, n * sizeof(double));
    whole slot = 0;
    for (; slot + 4 <= slots; slot += 4) {
        const double *a = ROW(values, slot), *b = a + n, *c = b + n, *d = c + n;
        EACH_LANE trace[k] = trace[k] + (a[k] * 0.0 + b[k] * 0.0 + c[k] * 0.0 + d[k] * 0.0);
    }
    for (; slot < slots; slot++) {
        const double *a = ROW(values, slot);
        EACH_LANE trace[k] = trace[k] + a[k] * 0.0;
    }
    for (whole k = 0; k < n; k++)
        if (spoiled[k] == 0 && !(trace[k] == 0.0)) spoiled[k] = t;
}

static struct scratch scratch_for(const struct sizes *z, whole actions) {
    struct scratch s;
    double **country[] = {&s.undelivered, &s.uncovered, &s.crisis, &s.worst}, **asking[] = {&s.pressed, &s.favoured};
    double **by_dispute[] = {&s.push, &s.mediation};
    double **single[] = {&s.held[0], &s.held[1],    &s.held[2],    &s.said,  &s.weight, &s.added,     &s.offer,
                         &s.drawn,   &s.taken,      &s.tie_sum,    &s.trace, &s.asked,  &s.yes_above, &s.no_below,
                         &s.ready,   &s.peer_weight, &s.peer_place, &s.easy,  &s.hard,   &s.draw,      &s.odds,
                         &s.mass,    &s.below,      &s.counted,    &s.made};
    const int singles = sizeof(single) / sizeof(*single);
    const whole n = z->lanes, by_pole = z->poles * z->countries;
    const whole rows = (4 + 2 * 2) * z->countries + 2 * z->disputes + by_pole + singles + STACK_DEPTH + actions;
    double *next = aligned_alloc(64, ((rows * n * sizeof(double) + 63) / 64) * 64);
    memset(next, 0, rows * n * sizeof(double));
    for (int i = 0; i < 4; i++, next += z->countries * n) *country[i] = next;
    for (int i = 0; i < 2; i++, next += 2 * z->countries * n) *asking[i] = next;
    for (int i = 0; i < 2; i++, next += z->disputes * n) *by_dispute[i] = next;
    for (int i = 0; i < singles; i++, next += n) *single[i] = next;
    s.rival_owned = next;
    s.stack = next + by_pole * n;
    s.outcome = s.stack + STACK_DEPTH * n;
    return s;
}

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

#define TIMED(phase, call)                        \
    if (seconds) {                                \
        const double before = now();              \
        call;                                     \
        seconds[phase] += now() - before;         \
    } else {                                      \
        call;                                     \
    }

/* From the start through the months; `seconds` by phase (see PHASES in c_month.py) may be NULL. */
void months(const struct world *w, const struct sizes *z, word seed, const word *stream, const word *agent,
            const word *replicate, whole noise, const whole *watched, whole count, double *kept, whole last,
            whole *spoiled, double *seconds) {
    const whole actions = z->policies ? w->policies_first_action[z->policies] : 0;
    const struct scratch held = scratch_for(z, actions), *s = &held;
    read_bids(w, z);
    read_savings(w, z, s);
    read_opinion(w, z, s);
    read_disputes(w, z, s);
    read_threats(w, z, s);
    read_target(0, w, z, s);
    read_acts(w, z, s);
    expect_declarations(w, z, s);
    read_requirements(w, z, s);
    read_outcomes(w, z, s);
    keep(0, w->values, watched, count, kept, z->lanes);
    for (whole t = 1; t <= last; t++) {
        if (noise) {
            TIMED(0, draw(t, seed, stream, agent, replicate, w->chance_every, z->draws, z->lanes))
        }
        TIMED(1, apply_timeline(t, w, z); apply_policies(t, w, z, s))
        TIMED(2, read_bids(w, z); step_hub_price(t, w, z); step_energy(w, z, s))
        TIMED(3, step_footholds(w, z))
        TIMED(4, step_opinion(w, z, s))
        TIMED(5, step_disputes(w, z, s))
        TIMED(6, step_elections(t, w, z))
        TIMED(7, read_threats(w, z, s))
        TIMED(8, read_target(t, w, z, s))
        TIMED(9, step_alignments(w, z))
        TIMED(10, step_acts(w, z, s))
        TIMED(11, step_declarations(t, w, z, s))
        TIMED(12, step_accession(w, z, s))
        TIMED(13, read_outcomes(w, z, s); count_costs(w, z, s))
        TIMED(14, mark_spoiled(t, w->values, z->slots, s->trace, spoiled, z->lanes))
        TIMED(15, keep(t, w->values, watched, count, kept, z->lanes))
    }
    free(held.undelivered);
}
