class App < Sinatra::Base
  post "/transfer" do
    Account.find(params[:from]).send_to(params[:to], params[:amount])
  end
end
