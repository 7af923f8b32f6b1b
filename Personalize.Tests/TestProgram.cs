using Bunit;
using Personalize.Tests.Data.Kill;

namespace Personalize.Tests;

/// <summary>
/// What xunit would generate, plus the verb by which a test starts this program again as a process to be killed.
/// </summary>
internal static class TestProgram
{
    private static Task<int> Main(string[] args)
    {
        // bUnit gives up after one second, which a busy machine may take for a database and a render.
        BunitContext.DefaultWaitTimeout = TimeSpan.FromMinutes(1);
        return args switch
        {
            [AppendingVictim.Verb, ..] => AppendingVictim.RunAsync(args),
            _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
                Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
            _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
        };
    }
}
