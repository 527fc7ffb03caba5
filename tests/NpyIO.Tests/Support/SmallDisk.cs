using System.Diagnostics;
using System.Globalization;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NpyIO.Tests.Support;

/// <summary>A file system of a few megabytes, in memory. It takes the rights to mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    internal SmallDisk(int megabytes) =>
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", _folder.Path));

    /// <summary>Whether one can be mounted here.</summary>
    internal static bool CanBe { get; } = Probe();

    internal string[] Names => _folder.Names;

    internal string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Makes it read-only, as soon as no process that another test starts holds a file written here, as all do between fork and exec.</summary>
    internal void MakeReadOnly() => Assert.True(SpinWait.SpinUntil(() => Run("mount", "-o", "remount,ro", _folder.Path) == 0, TimeSpan.FromSeconds(30)));

    public void Dispose()
    {
        Assert.Equal(0, Run("umount", "-l", _folder.Path));
        _folder.Dispose();
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            string place = Directory.CreateTempSubdirectory("npyio-tests-").FullName;
            bool can = Run("mount", "-t", "tmpfs", "tmpfs", place) == 0;
            if (can)
                Run("umount", place);
            Directory.Delete(place);
            return can;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static int Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A theory that needs a file system of its own. It exists where the rights to mount one do.</summary>
[XunitTestCaseDiscoverer("NpyIO.Tests.Support.MountTheoryDiscoverer", "NpyIO.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountTheoryAttribute : TheoryAttribute;

/// <summary>Finds the theories where a file system can be mounted.</summary>
public sealed class MountTheoryDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly TheoryDiscoverer _theories = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        SmallDisk.CanBe ? _theories.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
