using System.Buffers.Binary;
using Personalize.Data.Spreadsheets;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Tests.Data.Spreadsheets;

public sealed class RowFramingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_cell_comes_back_as_it_went()
    {
        Cell[] cells =
        [
            Cell.Of("Zoë 字 😀"), Cell.Empty, Cell.Of(double.MaxValue), Cell.Of(-0.0), Cell.Of(true), Cell.Of(false),
            Cell.Of(DateTime.MinValue), Cell.Of(DateTime.MaxValue), Cell.Of(new string('x', 2 << 20)),
        ];
        var pipe = new MemoryStream();
        var writer = new RowWriter(pipe);
        writer.Sheet(0, "One");
        writer.Row(1_048_576, cells);
        writer.Progress(0.5);
        writer.Done(peakBytes: 7, processorMilliseconds: 8);

        pipe.Position = 0;
        var reader = new RowReader(pipe, maxColumns: 256);
        var rows = await AllAsync(reader);

        var row = Assert.Single(rows);
        Assert.Equal((0, 1_048_576), (row.Sheet, row.Number));
        Assert.Equal(cells, row.Cells);
        Assert.Equal(new WorkerUsage(7, TimeSpan.FromMilliseconds(8)), reader.Usage);
    }

    [Fact]
    public async Task Trailing_empty_cells_and_empty_rows_are_left_out()
    {
        var pipe = new MemoryStream();
        var writer = new RowWriter(pipe);
        writer.Sheet(0, "");
        writer.Row(1, [Cell.Empty, Cell.Empty]);
        writer.Row(2, [Cell.Of(1), Cell.Empty]);
        writer.Done(0, 0);

        pipe.Position = 0;
        var row = Assert.Single(await AllAsync(new RowReader(pipe, 256)));

        Assert.Equal((2, 1), (row.Number, row.Cells.Count));
        Assert.True(row[1].IsBlank);
        Assert.True(row[99].IsBlank);
    }

    [Fact]
    public async Task Refusal_of_the_worker_is_thrown()
    {
        var pipe = new MemoryStream();
        new RowWriter(pipe).Refused("file_bomb", "Too much.", 1, 2);
        pipe.Position = 0;

        var refusal = await Assert.ThrowsAsync<SpreadsheetRefusedException>(async () => await AllAsync(new RowReader(pipe, 256)));

        Assert.Equal(("file_bomb", "Too much."), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task Stream_cut_anywhere_is_an_error_not_a_shorter_sheet()
    {
        var pipe = new MemoryStream();
        var writer = new RowWriter(pipe);
        writer.Sheet(0, "One");
        writer.Row(1, [Cell.Of("a"), Cell.Of(2)]);
        writer.Done(0, 0);
        var whole = pipe.ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            var reader = new RowReader(new MemoryStream(whole[..length]), 256);
            await Assert.ThrowsAsync<InvalidDataException>(async () => await AllAsync(reader));
        }
    }

    [Fact]
    public async Task Noise_is_an_error_and_never_a_large_allocation()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var noise = new byte[256];
            new Random(seed).NextBytes(noise);
            BinaryPrimitives.WriteInt32LittleEndian(noise, 252);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var problem = await Record.ExceptionAsync(async () => await AllAsync(new RowReader(new MemoryStream(noise), 256)));

            Assert.True(problem is InvalidDataException or SpreadsheetRefusedException, $"Seed {seed}: {problem}");
            // Memory is read without waiting, so that all of it happened on this thread.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 128 << 10);
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task Absurd_frame_length_is_refused_before_it_is_allocated(int length)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, length);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await AllAsync(new RowReader(new MemoryStream(head), 256)));
    }

    private static async Task<List<SheetRow>> AllAsync(RowReader reader)
    {
        var rows = new List<SheetRow>();
        while (await reader.ReadAsync(Cancellation) is { } more)
            rows.AddRange(more);
        return rows;
    }
}
