using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using NpyIO.Tests.Kernels;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Casting.Checked on arrays of Python objects: every kind of value as every type, nullable or not, against arithmetic without limits.</summary>
public sealed class ObjectCastCheckedTests
{
    private static readonly NpyReadOptions Checked = new() { Casting = Casting.Checked };

    private static readonly Type[] Integers =
        [typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(Int128), typeof(UInt128), typeof(nint), typeof(nuint), typeof(BigInteger)];

    private static readonly Dictionary<Type, string> Others = new()
    {
        [typeof(bool)] = "?",
        [typeof(Half)] = "f2",
        [typeof(float)] = "f4",
        [typeof(double)] = "f8",
        [typeof(LongDouble)] = "f16",
        [typeof(Complex64)] = "f4",
        [typeof(Complex)] = "f8",
        [typeof(ComplexLongDouble)] = "f16",
    };

    public static TheoryData<string> Types => [.. Integers.Concat(Others.Keys).Select(type => type.Name)];

    /// <summary>Numbers as Python and NumPy have them, each with its exact real and imaginary part.</summary>
    private static IEnumerable<(object Value, ExactNumber Real, ExactNumber Imaginary, bool IsFloat)> Numbers()
    {
        var zero = new ExactNumber(false, 0, 0);
        yield return (true, Exact(1), zero, false);
        yield return (false, Exact(0), zero, false);
        yield return (ScalarOf(true), Exact(1), zero, false);

        foreach (int power in (int[])[0, 1, 2, 7, 8, 10, 11, 15, 16, 24, 31, 32, 53, 63, 64, 65, 100, 127, 128, 200, 1023, 1024, 16383])
        {
            foreach (BigInteger beside in (BigInteger[])[-1, 0, 1])
            {
                BigInteger whole = (BigInteger.One << power) + beside;
                foreach (BigInteger value in (BigInteger[])[whole, -whole])
                    yield return (PythonInteger(value), Exact(value), zero, false);
            }
        }

        // Digits that one type has and the next narrower one has not.
        foreach (int digits in (int[])[11, 12, 24, 25, 53, 54, 64, 65])
        {
            foreach (int shift in (int[])[0, 3, 20, 60])
            {
                BigInteger value = ((BigInteger.One << (digits - 1)) + 1) << shift;
                yield return (PythonInteger(value), Exact(value), zero, false);
                yield return (PythonInteger(-value), Exact(-value), zero, false);
            }
        }

        foreach (string type in (string[])["f2", "f4", "f8", "f16"])
        {
            List<byte[]> all = ExactNumber.Values(type);
            for (int i = 0; i < all.Count; i += 1 + (all.Count / 400))
            {
                NdArray scalar = NdArray.FromBuffer(all[i], DType.Parse(type)).At(0);
                yield return (scalar, ExactNumber.Read(type, all[i]), zero, true);
                if (type == "f8")
                    yield return (scalar.Get<double>(), ExactNumber.Read(type, all[i]), zero, true);
            }
        }

        foreach ((double real, double imaginary) in ((double, double)[])[(1, 0), (1, -0.0), (1, 2), (2.5, 0), (double.NaN, 0), (1, double.NaN), (-129, 0), (1e300, 0), (0, 1e-300)])
        {
            ExactNumber[] parts = [ExactNumber.Read("f8", BitConverter.GetBytes(real)), ExactNumber.Read("f8", BitConverter.GetBytes(imaginary))];
            yield return (new Complex(real, imaginary), parts[0], parts[1], true);
            yield return (ScalarOf(new Complex(real, imaginary)), parts[0], parts[1], true);
        }

        // A part that is 0 as a double, and is not.
        NdArray smallest = NdArray.FromBuffer([1, .. new byte[15]], DType.Parse("f16"));
        NdArray wide = NdArray.FromBuffer([.. new byte[16], .. smallest.ToBytes()], DType.Parse("c32")).At(0);
        yield return (wide, zero, ExactNumber.Read("f16", smallest.ToBytes()), true);
        yield return (ScalarOf((sbyte)-3), Exact(-3), zero, false);
        yield return (ScalarOf(ulong.MaxValue), Exact(ulong.MaxValue), zero, false);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Checked_EveryNumber_IsKeptOrRefusedWithItsIndex(string name)
    {
        Type type = Integers.Concat(Others.Keys).Single(candidate => candidate.Name == name);

        Run(nameof(CheckNumbers), type);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Checked_NullAndWhatIsNoNumber_AreTheirOwnErrors(string name)
    {
        Type type = Integers.Concat(Others.Keys).Single(candidate => candidate.Name == name);

        Run(nameof(CheckOthers), type);
    }

    [Theory]
    [InlineData(typeof(int), "99999999999999999999", "The element at index (1, 1) is 99999999999999999999, which int cannot hold.")]
    [InlineData(typeof(int?), "99999999999999999999", "The element at index (1, 1) is 99999999999999999999, which int? cannot hold.")]
    [InlineData(typeof(double), "9007199254740993", "The element at index (1, 1) is 9007199254740993, which double cannot hold.")]
    [InlineData(typeof(float), "18889465931478580854784", null)]
    [InlineData(typeof(float), "18889465931478580854785", "The element at index (1, 1) is 18889465931478580854785, which float cannot hold.")]
    [InlineData(typeof(float), "18889468183278394540032", null)]
    [InlineData(typeof(float), "18889467057378487697408", "The element at index (1, 1) is 18889467057378487697408, which float cannot hold.")]
    [InlineData(typeof(bool), "2", "The element at index (1, 1) is 2, which bool cannot hold.")]
    public void Checked_Integer_SaysValueAndIndex(Type type, string value, string? message) =>
        Assert.Equal(message, MessageOf(type, PythonInteger(BigInteger.Parse(value, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Checked_OtherValues_SayValueAndIndex()
    {
        Assert.Equal("The element at index (1, 1) is 2.5, which int cannot hold.", MessageOf(typeof(int), 2.5));
        Assert.Equal("The element at index (1, 1) is 2.5, which int cannot hold.", MessageOf(typeof(int), ScalarOf(2.5f)));
        Assert.Equal("The element at index (1, 1) is NaN, which long? cannot hold.", MessageOf(typeof(long?), double.NaN));
        Assert.Equal("The element at index (1, 1) is 1E+300, which float cannot hold.", MessageOf(typeof(float), 1e300));
        Assert.Equal("The element at index (1, 1) is <1; 2>, which double cannot hold.", MessageOf(typeof(double), new Complex(1, 2)));
        Assert.Equal("The element at index (1, 1) is None, which double cannot hold: read the elements as double?.", MessageOf(typeof(double), null));
        Assert.Equal("The element at index (1, 1) is text, not double.", MessageOf(typeof(double), "1.5"));
        Assert.Equal("The element at index (1, 1) is bytes, not int?.", MessageOf(typeof(int?), new byte[] { 1 }));
        Assert.Null(MessageOf(typeof(double?), null));
    }

    private static string? MessageOf(Type type, object? value)
    {
        try
        {
            Run(nameof(Load), type, value);
            return null;
        }
        catch (TargetInvocationException e) when (e.InnerException is OverflowException or InvalidCastException)
        {
            return e.InnerException.Message;
        }
    }

    private static void Load<T>(object? value) => Npy.Load<T>(Npy.Save(ArrayOf(value)), Checked);

    private static void CheckNumbers<T>()
        where T : struct
    {
        int kept = 0, lost = 0;
        foreach ((object value, ExactNumber real, ExactNumber imaginary, bool isFloat) in Numbers())
        {
            string what = $"{(value is NdArray scalar ? $"{scalar.DType} {scalar.GetItem()}" : value)} as {typeof(T).Name}";
            ExactNumber[]? expected = Expected<T>(real, imaginary, isFloat);
            if (expected is null)
            {
                lost++;
                foreach (Action read in Reads<T>(value))
                    Assert.True(Record.Exception(read) is OverflowException { Message: var message } && message.StartsWith("The element at index (1, 1) is ", StringComparison.Ordinal), what);
                continue;
            }

            kept++;
            NdArray array = ArrayOf(value);
            T?[] found = [array.To<T>(Casting.Checked)[1, 1], array.To<T?>(Casting.Checked)[1, 1]];
            if (kept % 8 == 0)
                found = [.. found, Npy.Load<T>(Npy.Save(array), Checked)[1, 1], Npy.Load<T?>(Npy.Save(array), Checked)[1, 1]];
            foreach (T? result in found)
                Assert.True(IsExpected(expected, result!.Value), $"{what}: {result}");
        }

        Assert.True(kept > 10 && (lost > 10 || typeof(T) == typeof(ComplexLongDouble)), $"{kept} kept, {lost} lost");
    }

    private static void CheckOthers<T>()
        where T : struct
    {
        foreach (Action read in (Action[])[() => ArrayOf(null).To<T>(Casting.Checked), () => Npy.Load<T>(Npy.Save(ArrayOf(null)), Checked)])
            Assert.StartsWith("The element at index (1, 1) is None, which ", Assert.Throws<OverflowException>(read).Message, StringComparison.Ordinal);
        Assert.Null(ArrayOf(null).To<T?>(Casting.Checked)[1, 1]);
        Assert.Null(Npy.Load<T?>(Npy.Save(ArrayOf(null)), Checked)[1, 1]);
        foreach (object other in (object[])["1", "", new byte[] { 1 }, new List<object?> { 1L }, PickleTuple.Empty, new PickleDictionary(), new PickleObject("a", "b"), NdArray.FromArray(new[] { 1 })])
        {
            foreach (Action read in Reads<T>(other))
                Assert.StartsWith("The element at index (1, 1) is ", Assert.Throws<InvalidCastException>(read).Message, StringComparison.Ordinal);
        }
    }

    private static Action[] Reads<T>(object? value)
        where T : struct
    {
        NdArray array = ArrayOf(value);
        return [() => array.To<T>(Casting.Checked), () => array.To<T?>(Casting.Checked)];
    }

    /// <summary>What T holds of a number, or null if it is lost.</summary>
    private static ExactNumber[]? Expected<T>(ExactNumber real, ExactNumber imaginary, bool isFloat)
    {
        bool isComplex = typeof(T) == typeof(Complex64) || typeof(T) == typeof(Complex) || typeof(T) == typeof(ComplexLongDouble);
        if (!isComplex && (!imaginary.Magnitude.IsZero || imaginary.IsNaN || imaginary.IsInfinity))
            return null;
        if (Others.TryGetValue(typeof(T), out string? part))
        {
            return real.In(part, isFloat) is not { } first ? null
                : !isComplex ? [first]
                : imaginary.In(part, isFloat) is { } second ? [first, second] : null;
        }

        if (real.IsNaN || real.IsInfinity || (real.Exponent < 0 && real.Magnitude % (BigInteger.One << -real.Exponent) != 0))
            return null;
        BigInteger value = real.Exponent < 0 ? real.Magnitude >> -real.Exponent : real.Magnitude << real.Exponent;
        value = real.IsNegative ? -value : value;
        if (typeof(T) == typeof(BigInteger))
            return [Exact(value)];
        int bits = 8 * Unsafe.SizeOf<T>();
        bool isSigned = typeof(T).GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ISignedNumber<>));
        BigInteger minimum = isSigned ? -(BigInteger.One << (bits - 1)) : 0, maximum = (BigInteger.One << (isSigned ? bits - 1 : bits)) - 1;
        return value < minimum || value > maximum ? null : [Exact(value)];
    }

    private static bool IsExpected<T>(ExactNumber[] expected, T found)
        where T : struct
    {
        if (found is BigInteger large)
            return expected[0].IsSame(Exact(large));
        if (!Others.TryGetValue(typeof(T), out string? part))
            return expected[0].IsSame(Exact(BigInteger.Parse(found.ToString()!, System.Globalization.CultureInfo.InvariantCulture)));
        byte[] bytes = NdArray.FromArray(new[] { found }).ToBytes();
        int size = ExactNumber.SizeOf(part);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!expected[i].IsSame(ExactNumber.Read(part, bytes.AsSpan(i * size, size))))
                return false;
        }

        return true;
    }

    private static void Run(string method, Type type, params object?[] arguments) =>
        typeof(ObjectCastCheckedTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, arguments);

    /// <summary>An integer as a pickle gives it: a long, if it is one.</summary>
    private static object PythonInteger(BigInteger value) => Pickle.Load(Pickle.Save(value))!;

    private static ExactNumber Exact(BigInteger value) => new(value < 0, BigInteger.Abs(value), 0);

    private static NdArray ScalarOf<T>(T value) => NdArray.FromArray(new[] { value }).At(0);

    /// <summary>The value in the last place of a matrix of zeros.</summary>
    private static NdArray ArrayOf(object? value) => NdArray.FromArray(new object?[,] { { 0L, 0L }, { 0L, value } });
}
