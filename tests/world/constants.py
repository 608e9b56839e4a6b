"""Constants of the alignment rule that do not move when its defaults are fitted again."""

IN_RANGE = {
    "public_weight": 0.5,
    "partner_scale": 1.0,
    "peer_weight": 0.3,
    "commitment_weight": 1.0,
    "middle_weight": 0.4,
    "stake_weight": 0.45,
    "accession_weight": 0.5,
    "patronage_weight": 0.8,
    "arms_weight": 0.2,
    "threat_weight": 0.6,
    "security_weight": 0.4,
    "street_weight": 0.5,
    "inertia_rate": 0.9,
    "bidding": 0.5,
}
"""With these every ideal of the shipped case lies on the axis; under the defaults some do not."""
