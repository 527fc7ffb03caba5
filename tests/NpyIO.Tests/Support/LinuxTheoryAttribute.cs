using NpyIO.Tests.Live;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Support;

/// <summary>A theory about what the kernel does with files. It exists on Linux only.</summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Support.LinuxTheoryDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    /// <summary>Whether it also needs a real NumPy; then it exists only where a <see cref="LiveFactAttribute"/> test does.</summary>
    public bool WithNumPy { get; set; }
}

/// <summary>Finds the theories on Linux.</summary>
public sealed class LinuxTheoryDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly TheoryDiscoverer _theories = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        bool exists = OperatingSystem.IsLinux()
            && (!factAttribute.GetNamedArgument<bool>(nameof(LinuxTheoryAttribute.WithNumPy)) || LiveFactDiscoverer.HasNumPy);
        return exists ? _theories.Discover(discoveryOptions, testMethod, factAttribute) : [];
    }
}
