using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Live;

/// <summary>A test that talks with a real SciPy. It exists where one is installed beside the NumPy of the live tests.</summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Live.SciPyFactDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class SciPyFactAttribute : FactAttribute;

/// <summary>Finds the tests with SciPy where they can run.</summary>
public sealed class SciPyFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        NumPyProcess.HasSciPy() ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
