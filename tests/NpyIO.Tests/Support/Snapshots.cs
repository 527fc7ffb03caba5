using Snapshooter.Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Approved texts. The one place that knows the snapshot library.</summary>
internal static class Snapshots
{
    // A missing snapshot fails, unless new ones are being approved on purpose.
    static Snapshots()
    {
        if (Environment.GetEnvironmentVariable("NPYIO_APPROVE") is null)
            Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");
    }

    /// <summary>Compares a text with the approved one of that name, in the folder <c>__snapshots__</c> beside the calling test's file.</summary>
    internal static void Match(string text, string name) => Snapshot.Match(text, name);
}
