namespace NpyIO.Cli;

/// <summary>An error that concerns another file than the current one, such as the output while an input is read.</summary>
internal sealed class FileFailedException(string file, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>The file with the error.</summary>
    internal string File => file;

    internal Exception Cause => InnerException!;

    /// <summary>Runs work on a file and attributes its errors to that file.</summary>
    internal static void Concerning(string file, Action work) => Concerning(file, () =>
    {
        work();
        return true;
    });

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
