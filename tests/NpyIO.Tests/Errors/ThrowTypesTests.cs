using System.Numerics;
using NpyIO.Archives;
using NpyIO.Errors;
using Xunit;

namespace NpyIO.Tests.Errors;

public sealed class ThrowTypesTests
{
    [Theory]
    [InlineData(typeof(bool), "bool")]
    [InlineData(typeof(byte), "byte")]
    [InlineData(typeof(sbyte), "sbyte")]
    [InlineData(typeof(short), "short")]
    [InlineData(typeof(ushort), "ushort")]
    [InlineData(typeof(int), "int")]
    [InlineData(typeof(uint), "uint")]
    [InlineData(typeof(long), "long")]
    [InlineData(typeof(ulong), "ulong")]
    [InlineData(typeof(nint), "nint")]
    [InlineData(typeof(nuint), "nuint")]
    [InlineData(typeof(float), "float")]
    [InlineData(typeof(double), "double")]
    [InlineData(typeof(decimal), "decimal")]
    [InlineData(typeof(char), "char")]
    [InlineData(typeof(string), "string")]
    [InlineData(typeof(object), "object")]
    [InlineData(typeof(Half), "Half")]
    [InlineData(typeof(Complex), "Complex")]
    [InlineData(typeof(DateTime), "DateTime")]
    [InlineData(typeof(DayOfWeek), "DayOfWeek")]
    [InlineData(typeof(int?), "int?")]
    [InlineData(typeof(float?[]), "float?[]")]
    [InlineData(typeof(int[,]), "int[,]")]
    [InlineData(typeof(int[][,]), "int[][,]")]
    [InlineData(typeof(List<string>), "List<string>")]
    [InlineData(typeof(Dictionary<string, List<int?[]>>), "Dictionary<string, List<int?[]>>")]
    [InlineData(typeof(Dictionary<int, string>.KeyCollection), "KeyCollection")]
    [InlineData(typeof((int, double?)), "(int, double?)")]
    [InlineData(typeof(NdArray<float>), "NdArray<float>")]
    public void NameOf_AType_IsCSharps(Type type, string expected) => Assert.Equal(expected, Describe.NameOf(type));

    [Fact]
    public void Index_TooShort_NamesAt()
    {
        NdArray images = NdArray.Create(DType.Parse("u1"), 8, 3, 4, 5);

        const string Problem = "An index of 1 number was given for an array of 4 axes, of shape (8, 3, 4, 5). An element has an index of 4 numbers; array[3, ..] or At(3) gives the part of shape (3, 4, 5).";
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => images.As<byte>()[3]).Message);
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => images.Get<byte>(3)).Message);
        Assert.Equal([3L, 4, 5], images.At(3).Shape.ToArray());
        Assert.EndsWith("At(3, 1) gives the part of shape (4, 5).", Assert.Throws<ArgumentException>(() => images.GetValue(3, 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(199, "")]
    [InlineData(200, "")]
    [InlineData(201, "...")]
    public void Quoted_LongName_IsCutBehind200Characters(int length, string end) =>
        Assert.Equal($"'{new string('n', Math.Min(length, 200))}'{end}", Describe.Quoted(new string('n', length)));

    [Theory]
    [InlineData(119, "")]
    [InlineData(120, "")]
    [InlineData(121, "...")]
    public void Line_LongText_IsCutBehind120Characters(int length, string end) =>
        Assert.Equal(new string('n', Math.Min(length, 120)) + end, Describe.Line(new string('n', length)));

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("a\u001fb", "'a\\x1fb'")]
    [InlineData("a\nb", "'a\\nb'")]
    [InlineData("\0", "'\\x00'")]
    public void Line_ControlCharacters_AreQuoted(string text, string expected) => Assert.Equal(expected, Describe.Line(text));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("weights", "WEIGHTS", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("sitting", "kitten", 3)]
    [InlineData("ab", "ba", 2)]
    [InlineData("abc", "xabc", 1)]
    [InlineData("abcx", "abc", 1)]
    [InlineData("abc", "axc", 1)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_OfTwoNames_IsLevenshteins(string a, string b, int expected) => Assert.Equal(expected, EditDistance.Distance(a, b));

    [Fact]
    public void Distance_OfLongNames_IsNotComputed()
    {
        string longest = new('n', 64), longer = new('n', 65);

        Assert.Equal(0, EditDistance.Distance(longest, longest));
        Assert.Equal(int.MaxValue, EditDistance.Distance(longer, longest));
        Assert.Equal(int.MaxValue, EditDistance.Distance(longest, longer));
    }

    [Theory]
    [InlineData(0, "0 axes")]
    [InlineData(1, "1 axis")]
    [InlineData(2, "2 axes")]
    [InlineData(-1, "-1 axes")]
    public void Counted_AnyNumber_HasItsForm(long count, string expected) => Assert.Equal(expected, Describe.Counted(count, "axis", "axes"));

    [Fact]
    public void Kind_OfAnyValue_IsWhatItIs()
    {
        Assert.Equal("None", Describe.Kind(null));
        Assert.Equal("text", Describe.Kind("x"));
        Assert.Equal("bytes", Describe.Kind(new byte[1]));
        Assert.Equal("a bytearray", Describe.Kind(new List<byte> { 1 }));
        Assert.Equal("a list of 2", Describe.Kind(new List<object?> { 1, 2 }));
        Assert.Equal("NdArray<int>(int32, (2,))", Describe.Kind(NdArray.FromArray(new int[2])));
        Assert.Equal("NdArray(int32, (2,))", Describe.Kind(NdArray.FromArray(new int[2]).ToNdArray()));
        Assert.Equal("long", Describe.Kind(1L));
    }

    /// <summary>The path that is known first is the one of the file.</summary>
    [Fact]
    public void AddPath_Twice_KeepsTheFirst()
    {
        var error = new NpyFormatException("message", NpyFormatReason.BadMagic, 7);

        Assert.False(error.AddPath(null));
        Assert.Null(error.Path);
        Assert.Equal("message", error.Message);
        Assert.False(error.AddPath("a.npy"));
        Assert.False(error.AddPath("b.npy"));
        Assert.Equal(("a.npy", "a.npy: message", "message"), (error.Path, error.Message, error.Problem));
    }

    [Fact]
    public void IfLessAndIfGreater_TheLimitItself_IsTaken()
    {
        const long Limit = 5;
        Throw.IfLess(Limit, 5);
        Throw.IfGreater(Limit, 5);
        Throw.IfNegative(0);

        Assert.Equal("Limit is 5; the minimum is 6. (Parameter 'Limit')", Assert.Throws<ArgumentOutOfRangeException>(() => Throw.IfLess(Limit, 6)).Message);
        Assert.Equal("Limit is 5; the maximum is 4. (Parameter 'Limit')", Assert.Throws<ArgumentOutOfRangeException>(() => Throw.IfGreater(Limit, 4)).Message);
        Assert.Equal("-1 is -1; the minimum is 0. (Parameter '-1')", Assert.Throws<ArgumentOutOfRangeException>(() => Throw.IfNegative(-1)).Message);
    }
}
