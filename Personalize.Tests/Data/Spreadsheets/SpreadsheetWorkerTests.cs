using System.Text;
using Personalize.Data.Spreadsheets;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Data.Spreadsheets.Worker;

namespace Personalize.Tests.Data.Spreadsheets;

/// <summary>What is known afterwards of a child that did not read its file.</summary>
public sealed class SpreadsheetWorkerTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Words_and_exit_code_of_a_broken_child_stand_in_the_inner_exception()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The child is a shell script.");
        var refusal = await RefusalAsync(new WorkerCommand("/bin/sh", ["-c", "echo the parser fell over >&2; exit 7"]));

        Assert.Equal("file_too_complex", refusal.Code);
        Assert.Contains("exit code 7", refusal.InnerException!.Message, StringComparison.Ordinal);
        Assert.Contains("the parser fell over", refusal.InnerException.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(refusal.InnerException.InnerException);
    }

    [Fact]
    public async Task Child_that_talks_nonsense_and_goes_on_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The child is a shell script.");
        var refusal = await RefusalAsync(new WorkerCommand("/bin/sh", ["-c", "echo nonsense instead of frames; exec sleep 600"]));

        Assert.Equal("file_too_complex", refusal.Code);
    }

    [Fact]
    public async Task What_the_parser_stumbled_over_is_told_without_quoting_the_file()
    {
        await File.WriteAllBytesAsync(
            _path, Workbooks.WithCells("""<row r="1"><c r="A1" t="inlineStr"><is><t>&secret;</t></is></c></row>"""), Cancellation);

        var refusal = await RefusalAsync(Outcome.Command, SpreadsheetFormat.Xlsx);

        Assert.Equal("file_structure", refusal.Code);
        Assert.Contains("System.Xml.XmlException", refusal.InnerException!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.InnerException.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_gone_starts_no_child() => Assert.Throws<FileNotFoundException>(
        () => Worker(new WorkerCommand("/there/is/no/such/program", [])).Start(_path + ".gone", SpreadsheetFormat.Csv));

    [Fact]
    public async Task Row_too_large_for_a_frame_is_refused_in_a_frame_of_its_own()
    {
        // 12 M characters of three bytes, beyond the 32 MB of a frame.
        var limits = SpreadsheetLimits.Default with { MaxTextFieldLength = 13 << 20, MaxTextRecordLength = 13 << 20 };
        await File.WriteAllTextAsync(_path, new string('字', 12 << 20), Encoding.UTF8, Cancellation);
        var pipe = new MemoryStream();

        WorkerVerb.Run(new WorkerRequest(_path, SpreadsheetFormat.Csv, limits), pipe);

        pipe.Position = 0;
        var reader = new RowReader(pipe, limits.MaxColumns);
        var refusal = await Assert.ThrowsAsync<SpreadsheetRefusedException>(async () =>
        {
            while (await reader.ReadAsync(Cancellation) is not null)
            {
            }
        });
        Assert.Equal(("file_bomb", "One row holds more text than can be imported."), (refusal.Code, refusal.Message));
    }

    private static SpreadsheetWorker Worker(WorkerCommand command) => new(command, SpreadsheetLimits.Default, TimeProvider.System);

    private async Task<SpreadsheetRefusedException> RefusalAsync(WorkerCommand command, SpreadsheetFormat format = SpreadsheetFormat.Csv)
    {
        await using var reading = Worker(command).Start(_path, format);
        return await Assert.ThrowsAsync<SpreadsheetRefusedException>(async () =>
        {
            await foreach (var _ in reading.RowsAsync(Cancellation))
            {
            }
        });
    }
}
