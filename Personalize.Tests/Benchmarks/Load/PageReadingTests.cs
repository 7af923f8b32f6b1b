extern alias benchmarks;

using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using benchmarks::Personalize.Benchmarks.Load.Circuits;

namespace Personalize.Tests.Benchmarks.Load;

/// <summary>What the tool makes of pages and render batches.</summary>
public sealed class PageReadingTests
{
    private const string Time = "2026-11-23T08:09:10.1234560Z";

    [Fact]
    public void Each_component_of_a_page_is_asked_for_with_the_mark_it_came_with()
    {
        var page = PageMarkers.In("""
            <head><!--Blazor:{"type":"server","key":{"locationHash":"A"},"sequence":0,"descriptor":"x+\u002B"}--></head>
            <body><!--Blazor:{"type":"server","sequence":1,"descriptor":"y"}--><!--Blazor-Server-Component-State:CfDJ8A-_==--></body>
            """);

        using var asked = JsonDocument.Parse(page.Operations);
        var operations = asked.RootElement.GetProperty("operations");
        Assert.Equal(2, operations.GetArrayLength());
        Assert.Equal("add", operations[1].GetProperty("type").GetString());
        Assert.Equal(2, operations[1].GetProperty("ssrComponentId").GetInt32());
        Assert.Equal("x++", operations[0].GetProperty("marker").GetProperty("descriptor").GetString());
        Assert.Equal("CfDJ8A-_==", page.State);
    }

    [Fact]
    public void A_page_without_components_is_refused() => Assert.Contains(
        "no interactive component", Assert.Throws<InvalidDataException>(() => PageMarkers.In("<h1>Sign in</h1>")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_exact_times_among_the_texts_of_a_batch_are_found()
    {
        List<long> times = [];

        RenderStrings.CollectTimes(Batch("div", "", Time, "2026-11-23 08:09:10.1234560Z", new string('a', 28), Time + "x", "12:00", Time), times);

        Assert.Equal([new DateTime(2026, 11, 23, 8, 9, 10, DateTimeKind.Utc).AddTicks(1_234_560).Ticks], times.Distinct());
        Assert.Equal(2, times.Count);
    }

    [Fact]
    public void What_is_no_batch_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => RenderStrings.CollectTimes(new byte[19], []));
        Assert.Throws<InvalidDataException>(() => RenderStrings.CollectTimes([.. new byte[16], 0xff, 0xff, 0xff, 0x7f], []));
    }

    [Fact]
    public void A_list_that_loads_as_it_is_scrolled_is_told_how_much_is_seen()
    {
        var reply = new HeadlessBrowser().Reply("Blazor._internal.Virtualize.init", """[{"__dotNetObject":7},{"__internalId":"a"},{"__internalId":"b"},50]""", 3);

        Assert.Equal(new PageCall("OnSpacerBeforeVisible", 7, "[0,0,360]"), reply.Then);
    }

    [Fact]
    public void Each_object_asked_for_has_a_number_of_its_own()
    {
        var browser = new HeadlessBrowser();

        Assert.Equal("""{"__jsObjectId":1}""", browser.Reply("import", """["./js/shell.js"]""", 1).Result);
        Assert.Equal("""{"__jsObjectId":2}""", browser.Reply("import", """["./js/chart.js"]""", 1).Result);
    }

    // Texts with their lengths in front, the table of where each starts, and the five positions.
    private static byte[] Batch(params string[] texts)
    {
        List<byte> bytes = [0, 0, 0, 0];
        List<int> starts = [];
        foreach (var text in texts)
        {
            starts.Add(bytes.Count);
            bytes.Add((byte)text.Length);
            bytes.AddRange(Encoding.UTF8.GetBytes(text));
        }

        var table = bytes.Count;
        foreach (var start in starts.Append(-1).Concat([0, 0, 0, 0, table]))
        {
            var number = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(number, start);
            bytes.AddRange(number);
        }

        return [.. bytes];
    }
}
