"""What the literature says of the rules' constants: study, effect, and how the effect becomes a constant.

No study measures one of these constants itself. The mapping is written down so that it can be argued with: one unit is
half the axis, and one ideal point in the General Assembly is 1.18 of alignment.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Study:
    """A published effect.

    Attributes
    ----------
    reference : authors, year and DOI
    effect : what was found, in the unit of the study
    mapping : how it becomes a constant of the model
    """

    reference: str
    effect: str
    mapping: str


AID = (
    Study(
        "Dreher, Nunnenkamp & Thiele 2008, doi:10.1007/s11127-008-9286-x",
        "US aid buys votes in the General Assembly, grants and budget support most; no like pattern for other donors",
        "sign and order of magnitude; shrunk for an EU-like donor: twice 0.5 % of GDP of aid moves the axis by 0.01 to "
        "0.05",
    ),
    Study(
        "Dreher & Sturm 2012, doi:10.1007/s11127-010-9750-2",
        "lending of World Bank and IMF moves votes towards the G7",
        "supports a value above 0",
    ),
)
BIDDING = (
    Study(
        "Kuziemko & Werker 2006, doi:10.1086/507155",
        "a seat in the Security Council brings 59 % more US aid and 8 % more UN aid",
        "a state whose vote counts gets up to 1.6 times the offer, at full rivalry",
    ),
)
PRESSURE = (
    Study(
        "Hufbauer, Schott, Elliott & Oegg 2007",
        "a third of 200 episodes of sanctions succeeded in part, more often against friends",
        "full pressure with a real stake turns about one in three hard asks over several years: 0.17 in the "
        "probability of joining within ten years at the mean",
    ),
    Study(
        "Walentek et al. 2021, doi:10.1080/03050629.2021.1860034",
        "threats work the better the more their target stands to lose",
        "pressure is multiplied by its stake",
    ),
    Study(
        "Flores-Macias & Kreps 2013, doi:10.1017/S0022381612001066",
        "1 % more trade with China goes with 0.02 % of convergence in UN votes",
        "trade is half of the stake at most: a full swing of it is worth a few hundredths of the axis",
    ),
)
ACCESSION_OFFER = (
    Study(
        "Schimmelfennig & Scholtz 2008, doi:10.1177/1465116508089085",
        "in 36 states a perspective of membership has a strong effect on democracy, lesser offers no reliable one",
        "at full credibility with all of accession ahead the offer is worth a quarter of half the axis",
    ),
    Study(
        "Boehmelt & Freyburg 2013, doi:10.1177/1465116512458164",
        "compliance follows credibility by stage of the process",
        "credibility is coded by a ladder of stages",
    ),
)
ACCESSION_SPEED = (
    Study(
        "Boehmelt & Freyburg 2017, doi:10.1080/13501763.2017.1348385",
        "of five candidates one is foretold to be ready by 2023 under any model",
        "0.05 to 0.1 of the way a year",
    ),
)
ENERGY = (
    Study(
        "Smith Stegen 2011, doi:10.1016/j.enpol.2011.07.051",
        "in five cases of gas as a weapon Russia more often than not won no political concession",
        "small; less than equal aid is not believable either, so equal to it",
    ),
    Study(
        "Orttung & Overland 2011, doi:10.1016/j.euras.2010.10.006",
        "31 energy conflicts with 20 states in eleven years, with a limited set of tools",
        "supports a small value",
    ),
)
CAPTIVE_BUYER = (
    Study(
        "Hinchey 2018, doi:10.5547/01956574.39.2.nhin",
        "Gazprom's prices rise with dependence, in a bargaining panel of European buyers",
        "a wholly captive buyer does without three tenths of the discount",
    ),
)
AID_EFFECT = (
    Study(
        "Goldsmith, Horiuchi & Wood 2014, doi:10.1561/100.00013036",
        "visible, targeted US health aid improves the image of the United States",
        "some points of favourability for fully visible aid",
    ),
)
BACKLASH = (
    Study(
        "Grossman, Manekin & Margalit 2018, doi:10.1177/0010414018774370",
        "EU labelling of goods raised hard-line support and hostility to Europe in Israel",
        "between 0.1 and 0.3 under captured media",
    ),
    Study(
        "Frye 2019, doi:10.1177/0010414018806530",
        "sanctions did not rally Russians to their government; support for the sanctioner fell",
        "backlash is of the presser's favourability alone",
    ),
)
INCUMBENCY = (
    Study(
        "Enikolopov, Petrova & Zhuravskaya 2011, doi:10.1257/aer.101.7.3253",
        "one independent channel cut the ruling party's vote by 8.9 points",
        "0.15 of media freedom is worth 0.25 to 0.9 in the logit of an election",
    ),
)
INFLUENCE = (
    Study(
        "Peisakhin & Rozenas 2018, doi:10.1111/ajps.12355",
        "Russian television raised the pro-Russian vote in Ukraine in 2014, and divided",
        "above 0",
    ),
)
PEERS = (
    Study(
        "Simmons & Elkins 2004, doi:10.1017/S0003055404001078",
        "policies spread by what peers do",
        "no size; left to the record",
    ),
)
ROLL_CALLS = (
    Study(
        "Bailey, Strezhnev & Voeten 2017, doi:10.1177/0022002715595700",
        "ideal points are standard normal over the world in each year",
        "the share of the world that votes yes says where a roll call divides it",
    ),
)
