using System.Numerics;
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

        const string Problem = "An index of 1 number was given for an array of 4 axes, of shape (8, 3, 4, 5). An element has an index of 4 numbers; At(3) gives the part of shape (3, 4, 5).";
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => images.As<byte>()[3]).Message);
        Assert.Equal(Problem, Assert.Throws<ArgumentException>(() => images.Get<byte>(3)).Message);
        Assert.Equal([3L, 4, 5], images.At(3).Shape.ToArray());
        Assert.EndsWith("At(3, 1) gives the part of shape (4, 5).", Assert.Throws<ArgumentException>(() => images.GetValue(3, 1)).Message, StringComparison.Ordinal);
    }
}
