using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Live;

/// <summary>
/// A test that talks with a real NumPy. It exists where one is installed, and always where <c>NPYIO_REQUIRE_NUMPY</c> is set, as in CI: there it fails without one.
/// </summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Live.LiveFactDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveFactAttribute : FactAttribute;

/// <summary>Finds the live tests where they can run.</summary>
public sealed class LiveFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    /// <summary>Whether a NumPy is there, or has to be.</summary>
    internal static bool HasNumPy => Environment.GetEnvironmentVariable("NPYIO_REQUIRE_NUMPY") is not (null or "") || NumPyProcess.FindPython() is not null;

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        HasNumPy ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
