"""Constants of the alignment rule that do not move when its defaults are fitted again."""

IN_RANGE = {
    "w_public": 0.5,
    "w_partner": 1.0,
    "w_peer": 0.3,
    "w_commit": 1.0,
    "w_middle": 0.4,
    "b_energy": 0.1,
    "b_supply": 0.1,
    "b_aid": 0.1,
    "b_pressure": 0.2,
    "b_energy_sanctions": 0.1,
    "b_accession_offer": 0.3,
    "b_patronage": 0.4,
    "b_arms": 0.1,
    "b_threat": 0.4,
    "b_guarantee": 0.3,
    "b_street": 0.2,
    "inertia_rate": 0.9,
    "bidding": 0.5,
}
