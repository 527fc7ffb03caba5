using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Live;

/// <summary>A test of what only the NumPy that is the rule does, such as printing. It exists where the Python that is found has NumPy 2.4 or later.</summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Live.LatestNumPyFactDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LatestNumPyFactAttribute : FactAttribute;

/// <summary>Finds the tests of the newest NumPy where they can run.</summary>
public sealed class LatestNumPyFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private static readonly Lazy<bool> IsThere = new(HasLatest);

    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        IsThere.Value ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];

    private static bool HasLatest()
    {
        if (NumPyProcess.FindPython() is null)
            return false;
        using NumPyProcess numPy = new();
        return NumPyVersions.Of(numPy).NumPy >= new Version(2, 4);
    }
}
