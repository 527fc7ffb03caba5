using System.Numerics;
using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Chooses the comparer of two number types.</summary>
internal static class NumberComparers
{
    internal static ElementComparer Create(NumberType actual, NumberType desired, CompareRule rule)
    {
        NumberType common = NumberPromotion.Of(actual, desired);
        var least = (double)NumberFormat.Of(desired).Minimum;
        NumberType part = NumberFormat.Of(desired).Part;
        var tolerance = new Tolerance(rule.Options.Rtol, rule.Options.Atol, NumberPromotion.InexactOf(desired));
        if (!NumberPromotion.IsExact(actual, desired))
        {
            return new NumberComparer<ExactNumber, double, double, ExactRule>(
                rule,
                new ExactRule { LeastDesired = least, DesiredPart = part },
                new NumberReader<ExactNumber>(ExactNumbers.From(actual)),
                new NumberReader<ExactNumber>(ExactNumbers.From(desired)),
                tolerance,
                SmallIntegerTest.Of(actual, desired));
        }

        return common switch
        {
            NumberType.Boolean => Of<byte, byte, byte, BooleanRule>(default),
            NumberType.Int8 => OfIntegers<sbyte>(),
            NumberType.Int16 => OfIntegers<short>(),
            NumberType.Int32 => OfIntegers<int>(),
            NumberType.Int64 => OfIntegers<long>(),
            NumberType.UInt8 => OfIntegers<byte>(),
            NumberType.UInt16 => OfIntegers<ushort>(),
            NumberType.UInt32 => OfIntegers<uint>(),
            NumberType.UInt64 => OfIntegers<ulong>(),
            NumberType.Float16 => Of<Half, Half, Half, FloatRule<Half>>(new FloatRule<Half> { LeastDesired = (Half)least }),
            NumberType.Float32 => Of<float, float, float, FloatRule<float>>(new FloatRule<float> { LeastDesired = (float)least }),
            NumberType.Float64 => Of<double, double, double, FloatRule<double>>(new FloatRule<double> { LeastDesired = least }),
            NumberType.LongDouble => Of<LongDouble, LongDouble, LongDouble, LongDoubleRule>(new LongDoubleRule { LeastDesired = least }),
            NumberType.Complex64 => Of<Complex64, float, float, Complex64Rule>(new Complex64Rule { LeastDesired = (float)least }),
            NumberType.Complex128 => Of<Complex, double, double, Complex128Rule>(new Complex128Rule { LeastDesired = least, DesiredPart = part }),
            NumberType.ComplexLongDouble => Of<ComplexLongDouble, LongDouble, LongDouble, ComplexLongDoubleRule>(new ComplexLongDoubleRule { LeastDesired = least, DesiredPart = part }),
            _ => throw new ArgumentOutOfRangeException(nameof(actual)),
        };

        ElementComparer OfIntegers<T>()
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Of<T, T, double, IntegerRule<T>>(new IntegerRule<T>
            {
                TakesLesser = NumberFormat.Of(actual) is { Minimum: var least } && least == 0 && actual != NumberType.Boolean,
                LeastDesired = T.CreateTruncating(NumberFormat.Of(desired).Minimum),
            });

        ElementComparer Of<T, TDistance, TRatio, TNumbers>(TNumbers numbers)
            where T : unmanaged
            where TDistance : unmanaged
            where TRatio : unmanaged
            where TNumbers : struct, INumberRule<T, TDistance, TRatio> =>
            new NumberComparer<T, TDistance, TRatio, TNumbers>(rule, numbers, Reader<T>(actual), Reader<T>(desired), tolerance);

        NumberReader<T> Reader<T>(NumberType from)
            where T : unmanaged => new(from == common && from != NumberType.Boolean ? null : CastKernels.Get(from, common));
    }
}
