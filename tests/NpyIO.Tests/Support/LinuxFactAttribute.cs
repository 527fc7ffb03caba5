using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Support;

/// <summary>A test of what only Linux has. It exists on Linux only.</summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Support.LinuxFactDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute;

/// <summary>Finds the tests on Linux.</summary>
public sealed class LinuxFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        OperatingSystem.IsLinux() ? _facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
