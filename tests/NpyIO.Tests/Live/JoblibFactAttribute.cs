using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Live;

/// <summary>
/// A test that talks with a real joblib. It exists where one is installed beside the NumPy of the live tests, and always where <c>NPYIO_REQUIRE_NUMPY</c> is set, as in CI: there it fails without one.
/// </summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Live.JoblibFactDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class JoblibFactAttribute : FactAttribute;

/// <summary>Finds the tests with joblib where they can run.</summary>
public sealed class JoblibFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        bool required = Environment.GetEnvironmentVariable("NPYIO_REQUIRE_NUMPY") is not (null or "");
        return required || NumPyProcess.HasJoblib() ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
    }
}
