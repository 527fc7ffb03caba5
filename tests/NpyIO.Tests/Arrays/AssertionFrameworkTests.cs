using NUnit.Framework.Internal;
using Xunit;
using MSTest = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;
using NUnitAssert = NUnit.Framework.Assert;
using NUnitIs = NUnit.Framework.Is;

namespace NpyIO.Tests.Arrays;

/// <summary>What the usual test frameworks make of arrays: shape and dtype count, NaN equals NaN, and a failure shows values.</summary>
public sealed class AssertionFrameworkTests
{
    private static readonly Dictionary<string, Action<object, object>> Frameworks = new()
    {
        ["xunit"] = static (expected, actual) => AsTyped(expected, actual, Xunit.Assert.Equal, Xunit.Assert.Equal),
        ["NUnit"] = static (expected, actual) => AsTyped(
            expected,
            actual,
            static (left, right) => InNUnit(() => NUnitAssert.That(right, NUnitIs.EqualTo(left))),
            static (left, right) => InNUnit(() => NUnitAssert.That(right, NUnitIs.EqualTo(left)))),
        ["MSTest"] = static (expected, actual) => AsTyped(expected, actual, static (left, right) => MSTest.AreEqual(left, right), static (left, right) => MSTest.AreEqual(left, right)),
    };

    public static TheoryData<string> Names => [.. Frameworks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_SameShapeAndElements_Passes(string framework)
    {
        NdArray<double> numbers = NdArray.Create([1.5, double.NaN, -0.0, 4], 2, 2);
        NdArray<double> same = NdArray.Create([1.5, double.NaN, 0.0, 4], 2, 2);

        Frameworks[framework](numbers, same);
        Frameworks[framework](numbers.ToNdArray(), same.ToNdArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_OtherShape_Fails(string framework)
    {
        foreach ((NdArray<int> left, NdArray<int> right) in ((NdArray<int>, NdArray<int>)[])
            [(NdArray.Create([1, 2, 3, 4], 2, 2), NdArray.Create([1, 2, 3, 4])), (NdArray.Create([1], 1), NdArray.Create([1], 1, 1)), (NdArray.Create<int>(0, 2), NdArray.Create<int>(2, 0))])
        {
            Assert.NotNull(Record.Exception(() => Frameworks[framework](left, right)));
            Assert.NotNull(Record.Exception(() => Frameworks[framework](left.ToNdArray(), right.ToNdArray())));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_OtherDType_Fails(string framework) =>
        Assert.NotNull(Record.Exception(() => Frameworks[framework](NdArray.Create([1, 2]).ToNdArray(), NdArray.Create([1L, 2]).ToNdArray())));

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_OtherElements_FailsAndShowsThem(string framework)
    {
        NdArray<int> left = NdArray.Create([11, 22, 33]), right = NdArray.Create([11, 22, 44]);

        foreach (Exception? error in (Exception?[])[Record.Exception(() => Frameworks[framework](left, right)), Record.Exception(() => Frameworks[framework](left.ToNdArray(), right.ToNdArray()))])
        {
            Assert.NotNull(error);
            // NUnit says of unequal enumerables only what types they have, if they are IEquatable: it has not compared their elements itself.
            if (framework == "NUnit" && error.Message.Contains("Expected and actual are both", StringComparison.Ordinal))
                continue;
            Assert.True(error.Message.Contains("33", StringComparison.Ordinal) && error.Message.Contains("44", StringComparison.Ordinal), error.Message);
        }
    }

    private static void AsTyped(object expected, object actual, Action<NdArray<int>, NdArray<int>> ofIntegers, Action<NdArray, NdArray> untyped)
    {
        if (expected is NdArray<int> integers)
            ofIntegers(integers, (NdArray<int>)actual);
        else if (expected is NdArray array)
            untyped(array, (NdArray)actual);
        else
            Assert.Equal((NdArray<double>)expected, (NdArray<double>)actual);
    }

    // Without a context of its own, a failed assertion of NUnit would be kept for a test that does not exist.
    private static void InNUnit(Action assertion)
    {
        using (new TestExecutionContext.IsolatedContext())
            assertion();
    }
}
