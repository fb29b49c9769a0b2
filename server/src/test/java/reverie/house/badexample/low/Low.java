package reverie.house.badexample.low;

public class Low {
    final reverie.house.badexample.high.High high = new reverie.house.badexample.high.High();
}
