using System.Numerics;

namespace NpyIO.Tests.Kernels;

/// <summary>
/// A number without limits: sign × magnitude × 2^exponent, an infinity or NaN. Read from and written to the bytes of every type by the formats' definitions (IEEE 754, Intel SDM 4.2.2) alone,
/// so that casts can be compared with it.
/// </summary>
internal readonly record struct ExactNumber(bool IsNegative, BigInteger Magnitude, int Exponent, bool IsNaN = false, bool IsInfinity = false)
{
    internal static readonly string[] Types = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "f16"];

    internal static bool IsFloat(string type) => type[0] == 'f';

    /// <summary>The bits of the exponent and of the fraction (with its first bit, where that is written out).</summary>
    private static (int Exponent, int Fraction) Format(string type) => type switch { "f2" => (5, 10), "f4" => (8, 23), "f8" => (11, 52), _ => (15, 64) };

    internal static int SizeOf(string type) => type == "?" ? 1 : int.Parse(type[1..], System.Globalization.CultureInfo.InvariantCulture);

    internal static ExactNumber Read(string type, ReadOnlySpan<byte> bytes)
    {
        if (!IsFloat(type))
        {
            var value = new BigInteger(bytes, isUnsigned: type[0] != 'i');
            return new(value < 0, type == "?" && value > 1 ? 1 : BigInteger.Abs(value), 0);
        }

        (int exponentBits, int fractionBits) = Format(type);
        var bits = new BigInteger(bytes[..((1 + exponentBits + fractionBits) / 8)], isUnsigned: true);
        BigInteger fraction = bits & ((BigInteger.One << fractionBits) - 1);
        int exponent = (int)(bits >> fractionBits) & ((1 << exponentBits) - 1);
        bool isNegative = bits >> (fractionBits + exponentBits) != 0;
        int bias = (1 << (exponentBits - 1)) - 1;
        bool isExplicit = type == "f16";
        BigInteger whole = BigInteger.One << (isExplicit ? 63 : fractionBits);
        if (exponent == (1 << exponentBits) - 1)
            return new(isNegative, 0, 0, IsNaN: fraction != (isExplicit ? whole : 0), IsInfinity: fraction == (isExplicit ? whole : 0));
        if (isExplicit && exponent != 0 && fraction < whole)
            return new(isNegative, 0, 0, IsNaN: true);
        BigInteger magnitude = isExplicit || exponent == 0 ? fraction : fraction + whole;
        return new(isNegative, magnitude, Math.Max(exponent, 1) - bias - (isExplicit ? 63 : fractionBits));
    }

    /// <summary>What a type of that name holds of the number under the rules of <see cref="Casting.Checked"/>, or null if it is lost. NaN is "the type's NaN", whatever its payload.</summary>
    internal ExactNumber? In(string type, bool fromFloat)
    {
        if (IsFloat(type))
            return ToFloat(type, fromFloat);
        if (IsNaN || IsInfinity || (Exponent < 0 && Magnitude % (BigInteger.One << -Exponent) != 0))
            return null;
        BigInteger value = Exponent < 0 ? Magnitude >> -Exponent : Magnitude << Exponent;
        value = IsNegative ? -value : value;
        int bits = SizeOf(type) * 8;
        BigInteger minimum = type[0] == 'i' ? -(BigInteger.One << (bits - 1)) : 0;
        BigInteger maximum = type == "?" ? 1 : (BigInteger.One << (type[0] == 'i' ? bits - 1 : bits)) - 1;
        return value < minimum || value > maximum ? null : new ExactNumber(value < 0, BigInteger.Abs(value), 0);
    }

    /// <summary>Whether two are one number with one sign, or both NaN.</summary>
    internal bool IsSame(ExactNumber other)
    {
        if (IsNaN || other.IsNaN || IsInfinity || other.IsInfinity)
            return IsNaN == other.IsNaN && IsInfinity == other.IsInfinity && (IsNaN || IsNegative == other.IsNegative);
        int low = Math.Min(Exponent, other.Exponent);
        return IsNegative == other.IsNegative && Magnitude << (Exponent - low) == other.Magnitude << (other.Exponent - low);
    }

    private ExactNumber? ToFloat(string type, bool fromFloat)
    {
        if (IsNaN || IsInfinity || Magnitude.IsZero)
            return this;
        (int exponentBits, int fractionBits) = Format(type);
        int precision = type == "f16" ? 64 : fractionBits + 1;
        int bias = (1 << (exponentBits - 1)) - 1;
        int lowest = 1 - bias - (precision - 1);
        int last = Math.Max(lowest, Exponent + (int)Magnitude.GetBitLength() - precision);
        BigInteger rounded = Magnitude;
        int exponent = Exponent;
        if (last > Exponent)
        {
            rounded = Magnitude >> (last - Exponent);
            BigInteger rest = Magnitude - (rounded << (last - Exponent)), half = BigInteger.One << (last - Exponent - 1);
            if (rest != 0 && !fromFloat)
                return null;
            if (rest > half || (rest == half && !rounded.IsEven))
                rounded++;
            exponent = last;
        }

        bool isFinite = exponent + (int)rounded.GetBitLength() - 1 <= bias;
        return isFinite ? new ExactNumber(IsNegative, rounded, exponent) : null;
    }

    /// <summary>Values at and beside every limit of every type.</summary>
    internal static List<byte[]> Values(string type)
    {
        int size = SizeOf(type);
        List<byte[]> values = [];
        if (!IsFloat(type))
        {
            int bits = size * 8;
            for (int power = 0; power <= (type == "?" ? 1 : bits); power++)
            {
                foreach (int sign in (int[])[1, -1])
                {
                    for (int beside = -2; beside <= 2; beside++)
                        Add((sign * (BigInteger.One << power)) + beside);
                    for (int digits = 10; digits < 60 && digits < power; digits++)
                        Add(sign * ((BigInteger.One << power) + (BigInteger.One << (power - digits))));
                }
            }

            void Add(BigInteger value)
            {
                BigInteger minimum = type[0] == 'i' ? -(BigInteger.One << (bits - 1)) : 0;
                BigInteger maximum = (BigInteger.One << (type[0] == 'i' ? bits - 1 : bits)) - 1;
                if (value < minimum || value > maximum)
                    return;
                byte[] bytes = new byte[size];
                bytes.AsSpan().Fill(value < 0 ? (byte)255 : (byte)0);
                value.ToByteArray().AsSpan(..Math.Min(size, value.GetByteCount())).CopyTo(bytes);
                values.Add(bytes);
            }

            return values;
        }

        (int exponentBits, int fractionBits) = Format(type);
        int top = (1 << exponentBits) - 1, bias = top >> 1;
        int[] near = [.. Enumerable.Range(-160, 300), .. Enumerable.Range(-1080, 20), .. Enumerable.Range(1020, 8)];
        IEnumerable<int> exponents = near.Select(power => power + bias).Concat([0, 1, 2, top - 2, top - 1, top]).Where(e => e >= 0 && e <= top).Distinct();
        foreach (int exponent in exponents)
        {
            foreach (BigInteger fraction in Fractions(type == "f16" ? 63 : fractionBits))
            {
                BigInteger integerBit = type == "f16" && exponent != 0 ? BigInteger.One << 63 : 0;
                foreach (int sign in (int[])[0, 1])
                {
                    BigInteger bits = ((((BigInteger)sign << exponentBits) + exponent) << fractionBits) + integerBit + fraction;
                    byte[] bytes = new byte[size];
                    bits.TryWriteBytes(bytes, out _, isUnsigned: true);
                    values.Add(bytes);
                }
            }
        }

        return values;
    }

    private static HashSet<BigInteger> Fractions(int bits)
    {
        BigInteger all = (BigInteger.One << bits) - 1;
        HashSet<BigInteger> fractions = [0, 1, 2, all, all - 1, BigInteger.One << (bits - 1), (BigInteger.One << (bits - 1)) + 1];
        foreach (int kept in (int[])[10, 23, 52])
        {
            // What narrower floats keep, and just less and more than half of what they do not.
            if (kept >= bits)
                continue;
            BigInteger half = BigInteger.One << (bits - kept - 1), low = (half << 1) - 1;
            foreach (BigInteger upper in (BigInteger[])[0, half << 1, all & ~low])
            {
                fractions.UnionWith([upper, upper + half, upper + half - 1, upper + low]);
                if (half > 1)
                    fractions.Add(upper + half + 1);
            }
        }

        return fractions;
    }
}
