"""exp, log, tanh, logistic and the normal quantile from IEEE + - * /, sqrt and exact powers of two alone.

The same source gives the same bits in plain Python and compiled, on every platform; nothing here calls the C
library's mathematics, branches on data in a way that stops a compiler from vectorising, or raises.

Sources
-------
Rational approximations of exp, log and tanh: S. L. Moshier, Cephes Mathematical Library (netlib.org/cephes).
Normal quantile: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988), doi:10.2307/2347330.
"""

from math import ldexp, sqrt

_ROUNDING = 6755399441055744.0  # 1.5 * 2**52: adding and subtracting it rounds to a whole number
_LOG2_E = 1.4426950408889634
_LN2_HIGH = 6.93145751953125e-1
_LN2_LOW = 1.42860682030941723212e-6


def power_of_two(n: float) -> float:
    """2 to the whole number n, exactly, for n in [-1020, 1020].

    Compiled, the exponent is put together from its bits (`twochairs.engine.exact`), which a compiler can vectorise.
    """
    return ldexp(1.0, int(n)) if n == n else n


def exp(x: float) -> float:
    """e to the x; x is first kept in [-700, 700], so nothing overflows. Error near one unit in the last place."""
    x = clip(x, -700.0, 700.0)
    n = (x * _LOG2_E + _ROUNDING) - _ROUNDING
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    s = r * r
    top = r * ((1.26177193074810590878e-4 * s + 3.02994407707441961300e-2) * s + 9.99999999999999999910e-1)
    bottom = (
        (3.00198505138664455042e-6 * s + 2.52448340349684104192e-3) * s + 2.27265548208155028766e-1
    ) * s + 2.00000000000000000005
    return (1.0 + 2.0 * (top / (bottom - top))) * power_of_two(n)


def log(x: float) -> float:
    """Natural logarithm of x in [1e-180, 1e300]; x is first kept in that range."""
    x = clip(x, 1e-180, 1e300)
    small = x < 1.0
    m = x * (4.149515568880993e180 if small else 1.0)  # 2**600
    n = -600.0 if small else 0.0
    take = m >= 1.3407807929942597e154
    m, n = m * (7.458340731200207e-155 if take else 1.0), n + (512.0 if take else 0.0)
    take = m >= 1.157920892373162e77
    m, n = m * (8.636168555094445e-78 if take else 1.0), n + (256.0 if take else 0.0)
    take = m >= 3.402823669209385e38
    m, n = m * (2.938735877055719e-39 if take else 1.0), n + (128.0 if take else 0.0)
    take = m >= 18446744073709551616.0
    m, n = m * (5.421010862427522e-20 if take else 1.0), n + (64.0 if take else 0.0)
    take = m >= 4294967296.0
    m, n = m * (2.3283064365386963e-10 if take else 1.0), n + (32.0 if take else 0.0)
    take = m >= 65536.0
    m, n = m * (1.52587890625e-05 if take else 1.0), n + (16.0 if take else 0.0)
    take = m >= 256.0
    m, n = m * (0.00390625 if take else 1.0), n + (8.0 if take else 0.0)
    take = m >= 16.0
    m, n = m * (0.0625 if take else 1.0), n + (4.0 if take else 0.0)
    take = m >= 4.0
    m, n = m * (0.25 if take else 1.0), n + (2.0 if take else 0.0)
    take = m >= 2.0
    m, n = m * (0.5 if take else 1.0), n + (1.0 if take else 0.0)
    take = m > 1.4142135623730951
    m, n = m * (0.5 if take else 1.0), n + (1.0 if take else 0.0)
    f = m - 1.0
    s = f * f
    top = 1.01875663804580931796e-4 * f + 4.97494994976747001425e-1
    top = ((top * f + 4.70579119878881725854) * f + 1.44989225341610930846e1) * f + 1.79368678507819816313e1
    top = top * f + 7.70838733755885391666
    bottom = (f + 1.12873587189167450590e1) * f + 4.52279145837532221105e1
    bottom = (bottom * f + 8.29875266912776603211e1) * f + 7.11544750618563894466e1
    bottom = bottom * f + 2.31251620126765340583e1
    y = f * (s * (top / bottom))
    y = (y - n * 2.121944400546905827679e-4) - 0.5 * s
    return (f + y) + n * 0.693359375


def tanh(x: float) -> float:
    """Hyperbolic tangent, in [-1, 1]."""
    s = x * x
    top = (-9.64399179425052238628e-1 * s - 9.92877231001918586564e1) * s - 1.61468768441708447952e3
    bottom = ((s + 1.12811678491632931402e2) * s + 2.23548839060100448583e3) * s + 4.84406305325125486048e3
    near = x + x * (s * (top / bottom))
    far = 1.0 - 2.0 / (exp(2.0 * abs(x)) + 1.0)
    return near if s < 0.390625 else (far if x > 0.0 else -far)


def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), in [0, 1]."""
    return 1.0 / (1.0 + exp(-x))


def clip(x: float, low: float, high: float) -> float:
    """x kept in [low, high]; a NaN stays a NaN, so that it is found and not hidden."""
    x = high if x > high else x
    return low if x < low else x


def toward(x: float, goal: float, rate: float, dt: float) -> float:
    """Relaxation of x towards a goal, exact for any step: two half steps are one whole step.

    Parameters
    ----------
    x, goal : in the same unit
    rate : per year, at least 0
    dt : years

    Returns
    -------
    the value after dt, between x and goal
    """
    return goal + (x - goal) * exp(-rate * dt)


def normal_quantile(u: float) -> float:
    """The standard normal deviate below which a share u lies; u in (0, 1); exactly 0 at 0.5."""
    q = u - 0.5
    r = 0.180625 - q * q
    top = 2.5090809287301226727e3 * r + 3.3430575583588128105e4
    top = ((top * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r + 1.3731693765509461125e4
    top = ((top * r + 1.9715909503065514427e3) * r + 1.3314166789178437745e2) * r + 3.3871328727963666080
    bottom = 5.2264952788528545610e3 * r + 2.8729085735721942674e4
    bottom = (bottom * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4
    bottom = (bottom * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2
    bottom = (bottom * r + 4.2313330701600911252e1) * r + 1.0
    middle = q * top / bottom

    tail = sqrt(-log(min(u, 1.0 - u)))
    r = tail - 1.6
    top = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2
    top = ((top * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258) * r + 3.64784832476320460504
    top = ((top * r + 5.76949722146069140550) * r + 4.63033784615654529590) * r + 1.42343711074968357734
    bottom = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4
    bottom = ((bottom * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
    bottom = ((bottom + 6.89767334985100004550e-1) * r + 1.67638483018380384940) * r
    bottom = (bottom + 2.05319162663775882187) * r + 1.0
    near = top / bottom

    r = tail - 5.0
    top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
    top = ((top * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1
    top = ((top * r + 1.78482653991729133580) * r + 5.46378491116411436990) * r + 6.65790464350110377720
    bottom = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7
    bottom = ((bottom * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
    bottom = ((bottom + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
    bottom = (bottom + 5.99832206555887937690e-1) * r + 1.0
    far = top / bottom

    outside = near if tail <= 5.0 else far
    outside = -outside if q < 0.0 else outside
    return middle if abs(q) <= 0.425 else outside
