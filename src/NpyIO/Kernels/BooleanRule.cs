namespace NpyIO.Kernels;

/// <summary>Booleans, as 0 and 1. They have no differences: NumPy does not subtract them.</summary>
internal readonly struct BooleanRule : INumberRule<byte, byte, byte>
{
    public bool IsNaN(byte value) => false;

    public bool IsInfinity(byte value) => false;

    public bool IsZero(byte value) => value == 0;

    public bool AreEqual(byte actual, byte desired) => actual == desired;

    public bool IsWithin(byte actual, byte desired, Tolerance tolerance) => Math.Abs(actual - desired) <= tolerance.At(desired);

    public bool AreSurelyClose(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> desired, Tolerance tolerance, NaNRule nan) => actual.SequenceEqual(desired);

    public byte Distance(byte actual, byte desired) => 0;

    public byte Ratio(byte distance, byte desired) => 0;

    public byte Greater(byte one, byte other) => 0;
}
