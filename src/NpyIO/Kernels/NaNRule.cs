namespace NpyIO.Kernels;

/// <summary>What NaN equals.</summary>
internal enum NaNRule
{
    EqualsNothing,
    EqualsNaN,
}
