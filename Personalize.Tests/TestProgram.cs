using Personalize.Tests.Data.Kill;

namespace Personalize.Tests;

/// <summary>
/// What xunit would generate, plus the verb by which a test starts this program again as a process to be killed.
/// </summary>
internal static class TestProgram
{
    private static Task<int> Main(string[] args) => args switch
    {
        [AppendingVictim.Verb, ..] => AppendingVictim.RunAsync(args),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };
}
