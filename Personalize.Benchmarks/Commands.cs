using BenchmarkDotNet.Running;
using Personalize.Benchmarks.Evaluate;
using Personalize.Benchmarks.Journal;
using Personalize.Benchmarks.Kill;
using Personalize.Benchmarks.Load;
using Personalize.Benchmarks.Read;
using Personalize.Benchmarks.Speed;

namespace Personalize.Benchmarks;

internal static class Commands
{
    public const string Usage = """
        Personalize.Benchmarks: how right, and how fast, beside what.

          evaluate --task ranking|rating --train FILE --test FILE [--seen-filter on|off] [--items FILE]
                   [--models a,b,…] [--metrics …] [--set model.option=value]… [--seed N] [--threads N] [--json FILE]
          speed --what NAME [--data FILE] [--test FILE] [--runs N] [--set NAME.option=value]… [--seed N] [--threads N] [--json FILE]
          speed import --file F [--json]         a workbook through the import, beside a bare reader loop
          load --url URL --key KEY [--viewers N] [--hub-clients M] [--silent K] [--rate R] [--seconds S] [--batch B] [--connections C]
                   [--process PID] [--role R | --cookie NAME=VALUE] [--compression on|off] [--json FILE]
                                                 a running server under activities, open pages and hub clients
          kill [--database sqlite | --database postgres --connection STRING] [--times N] [--seed S] [--connections C]
                   [--server FILE] [--json FILE]
                                                 whether what was acknowledged survives kills of the server
          journal [--database sqlite | --database postgres --connection STRING] [--batch N] [--seconds S] [--json FILE]
                                                 activities committed a second, beside the same rows without an index
          read [--seconds S] [--connections C] [--users N] [--rounds R] [--json FILE]
                                                 one user's list over HTTP, beside bare Kestrel with the same answer
          kernels [BenchmarkDotNet arguments]    single operations: text, scoring, ranking

        README.md beside this project says what the options, models and metrics are.
        """;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        try
        {
            return arguments switch
            {
                ["evaluate", .. var rest] => EvaluateCommand.Run(rest, cancellation),
                ["--help" or "-h"] or [_, "--help" or "-h"] => Help(),
                ["speed", "import", "--file", var file] => await ImportSpeed.RunAsync(file, OutputForm.Table, cancellation),
                ["speed", "import", "--file", var file, "--json"] => await ImportSpeed.RunAsync(file, OutputForm.Json, cancellation),
                ["speed", "import", ..] => throw new CommandLineException("speed import needs --file FILE, and takes nothing else but --json after it."),
                ["speed", .. var rest] => SpeedCommand.Run(rest, cancellation),
                ["load", .. var rest] => await LoadCommand.RunAsync(rest, cancellation),
                ["kill", .. var rest] => await KillCommand.RunAsync(rest, cancellation),
                ["journal", .. var rest] => await JournalCommand.RunAsync(rest, cancellation),
                ["read", .. var rest] => await ReadCommand.RunAsync(rest, cancellation),
                [GetLoop.Verb] => await GetLoop.RunAsync(cancellation),
                ["kernels", .. var rest] => Kernels(rest),
                [] => await FailAsync(Usage),
                [var other, ..] => await FailAsync($"There is no command '{other}'.{Environment.NewLine}{Environment.NewLine}{Usage}"),
            };
        }
        catch (CommandLineException refused)
        {
            return await FailAsync(refused.Message);
        }
    }

    private static int Help()
    {
        Console.WriteLine(Usage);
        return 0;
    }

    private static int Kernels(string[] arguments)
    {
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Commands).Assembly).Run(arguments).ToList();
        if (summaries.Count > 0 || arguments.Contains("--list")) return 0;
        throw new CommandLineException("No benchmark has that name. `kernels --list flat` prints them.");
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 2;
    }
}
