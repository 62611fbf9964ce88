using Microsoft.Playwright;

namespace TalksPlatform.EndToEnd.Browser;

/// <summary>Listens to what a page plays, by its own audio graph: what a person at this phone would hear.</summary>
internal static class Ear
{
    private const string Listen = """
        () => {
          const audio = document.querySelector('audio');
          const context = new AudioContext();
          const meter = context.createAnalyser();
          meter.fftSize = 2048;
          context.createMediaStreamSource(audio.captureStream()).connect(meter);
          const samples = new Float32Array(meter.fftSize);
          window.earLevel = () => {
            meter.getFloatTimeDomainData(samples);
            return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
          };
          return context.resume();
        }
        """;

    /// <summary>Waits until the page's sound was louder than -40 dBFS at ten looks: the fake microphone beeps a fifth of each second.</summary>
    public static async Task HearsAsync(IPage page, CancellationToken ct)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('audio').currentTime > 0.2");
        await page.EvaluateAsync(Listen);
        for (var loud = 0; loud < 10;)
        {
            if (await page.EvaluateAsync<double>("() => window.earLevel()") > 0.01)
                loud++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }
}
