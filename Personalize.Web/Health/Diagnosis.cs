using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Personalize.Web.Health.Figures;
using Personalize.Web.Health.Logs;
using Personalize.Web.Health.Parts;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Shell;

namespace Personalize.Web.Health;

/// <summary>What somebody who helps from afar wants to know, as text to be sent to them.</summary>
/// <remarks>
/// Of the settings it tells numbers, switches and choices, which are no secrets; of texts only whether they are set, as
/// there passwords, addresses and paths would stand.
/// </remarks>
internal sealed class Diagnosis(
    RecentLog log, IConfiguration configuration, IEnumerable<SettingsSection> sections, IHostEnvironment environment, TimeProvider time)
{
    private const int LogLines = 100;

    public string Text(HealthFigures now)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Personalize {BuildVersion.Text}, {environment.EnvironmentName}, {time.GetUtcNow().UtcDateTime:O}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {now.Machine.Processors} processors");
        text.AppendLine(CultureInfo.InvariantCulture, $"{now.Report.Word}: {(now.Report.IsReady ? "takes traffic" : "takes no traffic")}");
        Section(text, "Parts", now.Report.Parts.Select(part => $"{part.State,-9} {part.Name} since {part.Since.UtcDateTime:O}: {part.Detail}{(part.NextStep is null ? "" : " → " + part.NextStep)}"));
        Section(text, "Pages", PagesOf(now.Pages));
        Section(text, "Queues", now.Queues.Select(queue => $"{queue.Name}: {queue.Depth} of {queue.Capacity?.ToString(CultureInfo.InvariantCulture) ?? "any"}, oldest {Age(queue.OldestAge)}"));
        Section(text, "Jobs", now.Jobs.Select(job => job.Last is { } last ? $"{job.Name}: {(last.Failed ? "failed" : "done")} at {last.At.UtcDateTime:O} in {Numbers.Duration(last.Took)}" : $"{job.Name}: not since the start"));
        Section(text, "Models", ModelsOf(now.Models));
        Section(text, "Database", DatabaseOf(now.Database));
        Section(text, "Machine", MachineOf(now.Machine, now.Disk));
        Section(text, "Settings", Settings());
        Section(text, $"Log, newest first, at most {LogLines} lines", log.Read(LogLevel.Information, LogLines).Select(line => line.ToString()));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.AppendLine().Append("## ").AppendLine(title);
        foreach (var line in lines)
            text.AppendLine(line);
    }

    private static IEnumerable<string> PagesOf(PageFigures pages) =>
    [
        $"{pages.Open} circuits, {pages.Connected} connected, {pages.HubClients} hub clients, {pages.FeedReaders} readers of changes, {pages.Collapses} collapses",
        $"events p95 {Numbers.Milliseconds(pages.Events.Milliseconds)} (n {pages.Events.Samples}), renders p95 {Numbers.Milliseconds(pages.Renders.Milliseconds)} (n {pages.Renders.Samples})",
        $"sent {Rate(pages.BytesPerSecond)} in all, {Rate(pages.BytesPerPage)} a page",
    ];

    private static IEnumerable<string> ModelsOf(ModelFigures models) =>
    [
        models.Version is { } version ? $"version {version} serves, trained {models.TrainedAt!.Value.UtcDateTime:O}" : "none serves",
        models.Training.Running is { } running ? $"training ({running.Reason}), stage {running.Stage}" : "no training runs",
        models.Training.Last is { } last ? $"last: {last.Reason}, {Numbers.Duration(last.Took)}. {last.Problem ?? last.Rejected ?? "It serves."}" : "none since the start",
    ];

    private static IEnumerable<string> DatabaseOf(DatabaseFigures database) =>
    [
        $"{database.Kind}, {(database.Bytes is { } bytes ? Numbers.Size(bytes) : Numbers.Missing)}, commit p95 {Numbers.Milliseconds(database.Commit.Milliseconds)} (n {database.Commit.Samples})",
        .. database.Slow.Select(slow => $"slow: {Numbers.Duration(slow.Took)} at {slow.At.UtcDateTime:O}: {slow.Text}"),
    ];

    private static IEnumerable<string> MachineOf(MachineFigures machine, DiskRoom? disk) =>
    [
        $"up {Numbers.Duration(machine.UpTime)}, processor {Numbers.Percent(machine.Processor)}, memory {Numbers.Size(machine.Memory)}, heap {Numbers.Size(machine.Heap)}, gc pauses {Numbers.Percent(machine.GcPause)}",
        $"{machine.Threads} threads, {machine.WorkWaiting} work items wait, disk {(disk is { } room ? $"{Numbers.Size(room.Free)} free of {Numbers.Size(room.Total)}" : Numbers.Missing)}",
    ];

    private IEnumerable<string> Settings() => sections
        .SelectMany(section => section.Options.GetProperties().Select(property => (Key: $"{section.Path}:{property.Name}", Type: Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)))
        .Where(setting => configuration[setting.Key] is not null)
        .OrderBy(setting => setting.Key, StringComparer.Ordinal)
        .Select(setting => $"{setting.Key} = {(setting.Type.IsPrimitive || setting.Type.IsEnum ? configuration[setting.Key] : "(set)")}");

    private static string Age(TimeSpan? age) => age is { } known ? Numbers.Duration(known) : Numbers.Missing;

    private static string Rate(double? bytes) => bytes is { } known ? Numbers.Size((long)known) + "/s" : Numbers.Missing;
}
