using System.Numerics;

namespace NpyIO.Pickling;

/// <summary>A number by its value, whichever type it has: in Python 1, 1.0, 1+0j and True are equal and have one hash.</summary>
internal readonly struct PythonNumber : IEquatable<PythonNumber>
{
    /// <summary>The least double beyond every <see cref="long"/>.</summary>
    private const double TwoTo63 = 9223372036854775808.0;

    private readonly BigInteger _whole;
    private readonly Complex _other;
    private readonly bool _isWhole;

    private PythonNumber(BigInteger whole, bool isWhole) => (_whole, _isWhole) = (whole, isWhole);

    private PythonNumber(Complex other)
    {
        // Numbers without a fraction are whole ones, whatever type they have.
        _isWhole = other.Imaginary == 0 && double.IsInteger(other.Real);
        if (!_isWhole)
            _other = other;
        else
            _whole = Math.Abs(other.Real) < TwoTo63 ? (long)other.Real : new BigInteger(other.Real);
    }

    /// <summary>The number that a value is.</summary>
    /// <returns>False where it is none.</returns>
    internal static bool TryOf(object value, out PythonNumber number)
    {
        PythonNumber? found = value switch
        {
            long i => Whole(i),
            bool b => Whole(b ? 1 : 0),
            double d => Of(d),
            BigInteger i => Whole(i),
            Complex c => new(c),
            int i => Whole(i),
            uint i => Whole(i),
            ulong i => Whole(i),
            short i => Whole(i),
            ushort i => Whole(i),
            sbyte i => Whole(i),
            byte i => Whole(i),
            float d => Of(d),
            Half d => Of((double)d),
            Complex64 c => new(new Complex(c.Real, c.Imaginary)),
            _ => null,
        };
        number = found ?? default;
        return found is not null;
    }

    public bool Equals(PythonNumber other) => _isWhole == other._isWhole && (_isWhole ? _whole == other._whole : _other == other._other);

    public override bool Equals(object? obj) => obj is PythonNumber other && Equals(other);

    public override int GetHashCode() =>
        !_isWhole ? HashCode.Combine(_other.Real, _other.Imaginary)
        : _whole >= long.MinValue && _whole <= long.MaxValue ? HashOf((long)_whole)
        : HashCode.Combine(_whole);

    /// <summary>The hash of a whole number that is a <see cref="long"/>.</summary>
    internal static int HashOf(long whole) => HashCode.Combine(whole);

    private static PythonNumber Whole(BigInteger whole) => new(whole, isWhole: true);

    private static PythonNumber Of(double number) => new(new Complex(number, 0));
}
