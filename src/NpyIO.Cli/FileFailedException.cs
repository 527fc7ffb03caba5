namespace NpyIO.Cli;

/// <summary>What went wrong with another file than the one at hand: the one that is written, say, while one is read.</summary>
internal sealed class FileFailedException(string file, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>The file that it concerns.</summary>
    internal string File => file;

    /// <summary>What went wrong with it.</summary>
    internal Exception Cause => InnerException!;

    /// <summary>Does something with a file, whose failure is that file's.</summary>
    internal static void Concerning(string file, Action work) => Concerning(file, () =>
    {
        work();
        return true;
    });

    /// <inheritdoc cref="Concerning(string, Action)"/>
    internal static T Concerning<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is not FileFailedException)
        {
            throw new FileFailedException(file, exception);
        }
    }
}
