using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Live;

/// <summary>
/// A test that talks with a real NumPy, and with the other Python modules that it names. It exists where they are installed, and always where <c>NPYIO_REQUIRE_NUMPY</c> is set, as in CI:
/// there it fails without them.
/// </summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Live.LiveFactDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveFactAttribute(params string[] modules) : FactAttribute
{
    /// <summary>The modules beside NumPy.</summary>
    public string[] Modules => modules;
}

/// <summary>Finds the live tests where they can run.</summary>
public sealed class LiveFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    /// <summary>Whether a NumPy is there, or has to be.</summary>
    internal static bool HasNumPy => IsRequired || NumPyProcess.FindPython() is not null;

    private static bool IsRequired => Environment.GetEnvironmentVariable("NPYIO_REQUIRE_NUMPY") is not (null or "");

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var modules = (string[])factAttribute.GetConstructorArguments().Single();
        return IsRequired || (HasNumPy && modules.All(NumPyProcess.Has)) ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
    }
}
