using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Live;

/// <summary>A test that takes minutes and gigabytes. It exists where <c>NPYIO_LARGE</c> is set, and there needs a NumPy.</summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Live.LargeFactDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LargeFactAttribute : FactAttribute;

/// <summary>Finds the large tests where they are asked for.</summary>
public sealed class LargeFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Environment.GetEnvironmentVariable("NPYIO_LARGE") is not (null or "") ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
