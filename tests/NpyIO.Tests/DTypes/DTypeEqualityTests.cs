using Xunit;

namespace NpyIO.Tests.DTypes;

public class DTypeEqualityTests
{
    /// <summary>Two texts, and whether NumPy 2.4.6 finds their dtypes equal.</summary>
    public static readonly TheoryData<string, string, bool> Cases = new()
    {
        { "<f8", "float64", true },
        { "<f8", ">f8", false },
        { "q", "l", true },
        { "c", "S1", true },
        { "V0", "[]", false },
        { "[]", "[]", true },
        { "V8", "a8", false },
        { "V8", "[('a','f8')]", false },
        { "M8[7D]", "M8[W]", false },
        { "M8[s]", "M8", false },
        { "M8[s]", "m8[s]", false },
        { "M8[s]", ">M8[s]", false },
        { "i4", "1i4", false },
        { "(2,3)i4", "(6,)i4", false },
        { "(2,3)i4", "(2,3)i4", true },
        { "(2,)<i4", "(2,)>i4", false },
        { "U", "U0", true },
        { "[('a','f8')]", "[('b','f8')]", false },
        { "[(('t','a'),'f8')]", "[('a','f8')]", false },
        { "[(('t','a'),'f8')]", "[(('u','a'),'f8')]", false },
        { "{'names':['a'],'formats':['f4'],'offsets':[4]}", "{'names':['a'],'formats':['f4'],'offsets':[0],'itemsize':8}", false },
        { "{'names':['a'],'formats':['f4'],'itemsize':8}", "[('a','f4')]", false },
        { "{'names':['a','b'],'formats':['f4','i1'],'aligned':True}", "{'names':['a','b'],'formats':['f4','i1'],'offsets':[0,4],'itemsize':8}", true },
        { "[('a','q')]", "[('a','l')]", true },
        { "[('a','>i4')]", "[('a','i4')]", false },
        { "[('a','i4'),('b','i4')]", "[('b','i4'),('a','i4')]", false },
        { "[('a',[('b','i4')],2)]", "[('a',[('b','i4')],(2,))]", true },
        { "O", "|O", true },
        { "S5", "V5", false },
        { "i8", "u8", false },
        { "?", "i1", false },
        { "i4,f8", "[('f0','<i4'),('f1','<f8')]", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_OfTwo_IsNumPys(string left, string right, bool expected)
    {
        DType a = DType.Parse(left), b = DType.Parse(right);

        Assert.Equal(expected, a.Equals(b));
        Assert.Equal(expected, b == a);
        Assert.Equal(!expected, a != b);
        Assert.True(!expected || a.GetHashCode() == b.GetHashCode());
    }

    [Fact]
    public void Equals_OfOneSpanInTwoUnits_IsFalseBothWays()
    {
        // NumPy: M8[1000ms] == M8[s] is true, M8[s] == M8[1000ms] false.
        Assert.NotEqual(DType.Parse("M8[1000ms]"), DType.Parse("M8[s]"));
        Assert.NotEqual(DType.Parse("M8[s]"), DType.Parse("M8[1000ms]"));
    }

    [Fact]
    public void Equals_OfNullAndOther_IsFalse()
    {
        Assert.False(DType.Bool.Equals(null));
        Assert.False(DType.Bool.Equals((object)"bool"));
        Assert.False(DType.Bool == null);
        Assert.True((DType?)null == null);
    }
}
