using System.Numerics;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Values of pickles, asked for as a type.</summary>
public sealed class PickleCastTests
{
    [Fact]
    public void Get_Integer_IsOfEveryTypeThatHasIt()
    {
        var values = new PickleDictionary { ["epoch"] = 255L, ["int"] = 3, ["big"] = BigInteger.Pow(2, 63) };

        Assert.Equal(255, values.Get<int>("epoch"));
        Assert.Equal((byte)255, values.Get<byte>("epoch"));
        Assert.Equal(255, values.Get<int?>("epoch"));
        Assert.Equal(3L, values.Get<long>("int"));
        Assert.Equal(1UL << 63, values.Get<ulong>("big"));
        Assert.Equal(255, values.Get<BigInteger>("epoch"));
        values["scalar"] = NdArray.FromArray((Array)new[] { 7 }).At(0);
        Assert.Equal(7L, values.Get<long>("scalar"));
        Assert.Equal((byte)7, values.Get<byte>("scalar"));
    }

    [Theory]
    [InlineData(256, "The value of 'n' is long, not byte; 256 does not fit.")]
    [InlineData(-1, "The value of 'n' is long, not byte; -1 does not fit.")]
    public void Get_IntegerThatDoesNotFit_IsRefused(long number, string message)
    {
        var values = new PickleDictionary { ["n"] = number };

        Assert.Equal(message, Assert.Throws<InvalidCastException>(() => values.Get<byte>("n")).Message);
    }

    [Fact]
    public void Get_NumberAsAnotherKind_IsRefused()
    {
        var values = new PickleDictionary { ["f"] = 1.0, ["b"] = true, ["n"] = 1L };

        Assert.Throws<InvalidCastException>(() => values.Get<int>("f"));
        Assert.Throws<InvalidCastException>(() => values.Get<int>("b"));
        Assert.Throws<InvalidCastException>(() => values.Get<DayOfWeek>("n"));
        Assert.Throws<InvalidCastException>(() => values.Get<double>("n"));
    }

    [Fact]
    public void Load_ArrayWithoutAxes_IsItsElement()
    {
        NdArray number = NdArray.Create(DType.Float64, []);
        number.Set(1.5);

        Assert.Equal(1.5, Pickle.Load<double>(Pickle.Save(number)));
    }

    [Fact]
    public void Load_ArrayOfObjectsAsIntegers_TakesThoseThatFit()
    {
        NdArray array = NdArray.FromObjects(new object[] { 1L, 2L });

        Assert.Equal([1, 2], array.ToArray<int>());
    }

    [Fact]
    public void Get_OtherType_NamesItAsItIsWritten()
    {
        var values = new PickleDictionary { ["a"] = new List<object?> { 1L } };

        Assert.Equal("The value of 'a' is a list of 1, not List<string>.", Assert.Throws<InvalidCastException>(() => values.Get<List<string>>("a")).Message);
        Assert.Equal("The value of 'a' is a list of 1, not Dictionary<string, int?[]>.", Assert.Throws<InvalidCastException>(() => values.Get<Dictionary<string, int?[]>>("a")).Message);
    }

    public static TheoryData<object, string> WithoutCounterpart => new()
    {
        { DayOfWeek.Monday, "DayOfWeek has no counterpart in Python; cast it to its number, or take its name by ToString()." },
        { new { A = 1 }, "anonymous type has no counterpart in Python; make a dictionary of its members." },
        { new Queue<int>(), "Queue<int> has no counterpart in Python; make a list of it." },
        { default(System.Collections.Immutable.ImmutableArray<int>), "ImmutableArray<" },
        { new PickleCastTests(), "PickleCastTests has no counterpart in Python; make a dictionary of its members." },
    };

    [Theory]
    [MemberData(nameof(WithoutCounterpart), DisableDiscoveryEnumeration = true)]
    public void Save_ValueWithoutCounterpart_IsRefusedWithAdvice(object value, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => Pickle.Save(new List<object?> { value })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_EveryIntegerOfNet_IsAnInteger()
    {
        object?[] values = [(nint)(-5), nuint.MaxValue, Int128.MinValue, UInt128.MaxValue, (Int128)1, new PickleTuple((nint)7)];
        BigInteger[] expected = [-5, nuint.MaxValue, -BigInteger.Pow(2, 127), BigInteger.Pow(2, 128) - 1, 1];
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            var read = (List<object?>)Pickle.Load(Pickle.Save(new List<object?>(values), new PickleWriteOptions { Protocol = protocol }))!;

            Assert.Equal(expected, read.Take(5).Select(value => value is long small ? small : (BigInteger)value!));
            Assert.Equal(7L, ((PickleTuple)read[5]!)[0]);
        }

        var keys = new Dictionary<object, object?> { [(nint)1] = "a", [(UInt128)2] = "b" };
        Assert.Equal("b", ((PickleDictionary)Pickle.Load(Pickle.Save(keys))!)[2L]);
        Assert.Throws<ArgumentException>(() => Pickle.Save(new Dictionary<object, object?> { [(nint)1] = "a", [1L] = "b" }));
        Assert.Equal("a", new PickleDictionary { [1L] = "a" }[(Int128)1]);
    }

    [Fact]
    public void Save_ArraysWithoutDType_AreOfObjects()
    {
        var read = (PickleTuple)Pickle.Load(Pickle.Save(new PickleTuple(new[] { 1.5m }, new int?[] { 1, null }, new[] { new[] { 1 }, [2, 3] }, new BigInteger[] { 1 })))!;

        Assert.All(read, array => Assert.Equal(DType.Object, ((NdArray)array!).DType));
        Assert.Equal(new PickleDecimal("1.5"), ((NdArray)read[0]!).GetValue(0));
        Assert.Equal([1L, null], ((NdArray)read[1]!).ToArray<object?>());
        Assert.Equal([2, 3], ((NdArray)((NdArray)read[2]!).GetValue(1)!).ToArray<int>());
    }

    [Fact]
    public void Save_NegativeZeroOfDecimal_KeepsItsSign() => Assert.Equal("-0.00", Pickle.Load<PickleDecimal>(Pickle.Save(-0.00m)).Text);

    [Fact]
    public void Save_EnumsInAnArray_AreRefusedAsElsewhere() => Assert.Throws<ArgumentException>(() => Pickle.Save(new[] { DayOfWeek.Monday }));

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Protocol_ThatIsNotWritten_IsRefused(int protocol)
    {
        string message = $"Pickles are written at the protocols 2 to 5, not {protocol}; older ones are only read.";

        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new PickleWriteOptions { Protocol = protocol }).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new JoblibWriteOptions { Protocol = protocol }).Message, StringComparison.Ordinal);
    }
}
