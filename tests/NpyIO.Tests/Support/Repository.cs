namespace NpyIO.Tests.Support;

/// <summary>Where the repository's own files are.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NpyIO.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("no NpyIO.sln above " + AppContext.BaseDirectory);
    }
}
