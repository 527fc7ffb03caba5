using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>How elements are compared, and for what.</summary>
internal sealed record CompareRule(CompareOptions Options, CompareGoal Goal)
{
    internal NaNRule NaN => Options.EqualNaN ? NaNRule.EqualsNaN : NaNRule.EqualsNothing;

    /// <summary>Whether places of NaN and infinities are compared before values, as NumPy's assertions do and <c>np.isclose</c> does not.</summary>
    internal bool ComparesPlaces => Goal == CompareGoal.Report;
}
