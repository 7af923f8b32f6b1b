extern alias benchmarks;

using benchmarks::Personalize.Benchmarks.Load.Circuits;

namespace Personalize.Tests.Benchmarks.Load;

/// <summary>The language of circuits, as MessagePack's specification and SignalR's have it.</summary>
public sealed class PackTests
{
    [Fact]
    public void A_call_is_written_as_a_browser_writes_it()
    {
        var writer = new PackWriter();

        writer.Call(null, "OnRenderCompleted", 2L, null);

        // Length 26; array of 6: 1, {}, nil, a text of 17 bytes, [2, nil], [].
        Assert.Equal([26, 0x96, 1, 0x80, 0xc0, 0xb1, .. "OnRenderCompleted"u8, 0x92, 2, 0xc0, 0x90], writer.Written.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_384)]
    [InlineData(70_000)]
    public void A_text_of_any_length_comes_back(int length)
    {
        var text = new string('é', length);
        var writer = new PackWriter();
        writer.Call("7", "Say", text, true, -1L, 127L, 128L, long.MaxValue);

        Assert.True(PackReader.TryCut(writer.Written.Span, out var message, out var used));
        Assert.Equal(writer.Written.Length, used);
        var reader = new PackReader(message);
        Assert.Equal(6, reader.Array());
        Assert.Equal(1, reader.Number());
        reader.NoHeaders();
        Assert.Equal("7", reader.Text());
        Assert.Equal("Say", reader.Text());
        Assert.Equal(6, reader.Array());
        Assert.Equal(text, reader.Text());
    }

    [Fact]
    public void Numbers_are_read_in_every_width()
    {
        var reader = new PackReader([
            0x7f, 0xff, 0xcc, 0xff, 0xcd, 0x01, 0x00, 0xce, 0x80, 0, 0, 0, 0xcf, 0, 0, 0, 1, 0, 0, 0, 0,
            0xd0, 0x80, 0xd1, 0x80, 0, 0xd2, 0x80, 0, 0, 0, 0xd3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]);
        long[] read = [
            reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Number(),
            reader.Number(), reader.Number(), reader.Number(), reader.Number()];

        Assert.Equal([127, -1, 255, 256, 2_147_483_648, 4_294_967_296, -128, -32_768, -2_147_483_648, -2], read);
    }

    [Fact]
    public void A_message_is_cut_off_only_when_all_of_it_has_come()
    {
        var writer = new PackWriter();
        writer.Call(null, "Say", new string('a', 300));
        writer.Alive();
        var stream = writer.Written.ToArray();
        var first = stream.Length - 3;

        for (var come = 0; come < first; come++) Assert.False(PackReader.TryCut(stream.AsSpan(0, come), out _, out _));
        Assert.True(PackReader.TryCut(stream.AsSpan(0, first), out _, out var used));
        Assert.Equal(first, used);
        Assert.True(PackReader.TryCut(stream.AsSpan(used), out var alive, out _));
        Assert.Equal([0x91, 6], alive.ToArray());
    }

    [Theory]
    [InlineData(new byte[] { 0xa5, 0x61 })]
    [InlineData(new byte[] { 0xdb, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x01 })]
    [InlineData(new byte[0])]
    public void What_is_no_text_or_ends_too_early_is_refused(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => new PackReader(bytes).Text());

    [Fact]
    public void A_length_without_end_is_refused() =>
        Assert.Throws<InvalidDataException>(() => PackReader.TryCut([0xff, 0xff, 0xff, 0xff, 0xff, 0xff], out _, out _));
}
