using System.Reflection;
using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Whether threads wait for each other, by their state and not by time.</summary>
internal static class Waiting
{
    /// <summary>Returns once a started thread waits for something (true) or has ended without (false).</summary>
    internal static bool IsReached(Thread thread)
    {
        SpinWait.SpinUntil(() => !thread.IsAlive || thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        return thread.IsAlive;
    }

    /// <summary>Asserts that something is not done while somebody else has an object's lock, and is done afterwards.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="field">The field with its lock.</param>
    /// <param name="action">What takes the lock.</param>
    internal static void AssertTakes(object owner, string field, Action action)
    {
        var gate = (Lock)owner.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        bool waits;
        lock (gate)
        {
            thread.Start();
            waits = IsReached(thread);
        }

        thread.Join();
        Assert.Null(failure);
        Assert.True(waits, $"It does not wait for {owner.GetType().Name}.{field}");
    }
}
